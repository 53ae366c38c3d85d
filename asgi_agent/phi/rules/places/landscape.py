"""Common words that practices, homes and clinics are called after."""

from __future__ import annotations

WORDS = """
    evergreen cascade cascades granite prairie summit canyon desert mesa sierra piedmont delta bayou
    harbor coast coastal ocean seaside lakeside lakeshore riverside riverbend hillside hilltop
    waterfront sunrise sunset horizon heritage legacy pinnacle premier keystone cornerstone landmark
    lighthouse beacon compass anchor gateway frontier pioneer liberty freedom patriot unity harmony
    serenity tranquility golden silver blue green crystal diamond emerald sapphire royal crown regal
    noble eagle falcon hawk heron dove swan bear wolf fox deer elk buffalo bison oak oaks pine pines
    cedar cedars maple elm birch aspen spruce fir juniper laurel willow willows cypress sycamore redwood
    sequoia hickory walnut cherry apple orchard vineyard rose lotus lily iris clover fern ivy bluebonnet
    dogwood mulberry chestnut cactus sagebrush bluegrass heartland highland highlands lowland upland
    foothill foothills sandhill northern southern eastern western northeastern northwestern southeastern
    southwestern midwestern central atlantic pacific gulf midwest southwest northwest northeast
    southeast twin lone three four seven shady sunny quiet peaceful whispering rolling crescent star
    starlight moonlight rainbow sky bright clear crossroads bridge stone stonebridge brick mill garden
    gardens meadow meadows brook creek falls spring springs valley ridge mountain mountains hill hills
    forest park river lake island bay cove cape holy sacred grace hope faith charity providence redeemer
    shepherd samaritan angel angels guardian sisters little metro metropolitan capital capitol union
    alliance bluff bluffs sand sands shore shores cliff trail trails arbor arbors villas cottages
    courtyards fountains terraces rosewood monument mosaic horizons pathway pathways journey stepping
    bluestone sandstone limestone flagstone copper iron steel ivory amber jade pearl topaz onyx marigold
    magnolia hawthorn palmetto pinewood beechwood boxwood brookwood cottonwood driftwood elmwood
    sandalwood wildflower honeysuckle jasmine azalea camellia peachtree bluebird cardinal hummingbird
    pelican osprey mockingbird goldfinch robin swallow sparrow dolphin mustang bronco stallion bobcat
    cougar panther coyote pronghorn antelope beaver badger otter salmon trout harvest homestead cabin
    cottage lantern ember hearth fireside bedrock cobblestone milestone touchstone crossing plateau
    basin valleys isle islands peninsula lagoon reef tidewater lowcountry upstate northland southland
    eastside westside northside northshore southshore woodland woodlands parkland grassland greenway
    parkway skyline skyview oceanview mountainview bayview baywood palms palm banyan monarch century
    millennium victory triumph trinity covenant genesis calvary ascension nativity assumption immaculate
    blessed saint saints redemption salvation beulah ebenezer emmanuel immanuel integrity vitality
    optimum apex zenith vantage pinnacles peaks peak ascent uptown midtown downtown suburban rural
    countryside neighborhood borderland borderlands tribal intertribal
"""
