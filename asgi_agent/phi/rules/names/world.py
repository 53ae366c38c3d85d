"""Names from all over the world that lists of one country lack, in lower case without accents."""

from __future__ import annotations

GIVEN = """
    abrehet achieng adhiambo adjoa aino aivars akinyi algirdas anne-marie antti anura anyango araba
    aristotelis asgeir atieno ayanda balazs barasa behrouz bimala birtukan bjarni blathnaid bongani boun
    bounmy budi busisiwe cemal chathura chebet chepkoech cherono chiwetel choden chrysoula deqa dewi
    dietmar dilani donncha eabha egle eimear eino eniko fetu ffion fiachra fiifi filmon fitsum folake
    frantisek friedhelm fyodor gathoni gethin gholam gintaras goncalo gopalakrishna gosta gulab gulsen
    guoqiang gwenaelle gwenllian gyorgy halldora hallgrimur hartmut heikki hibaq homayoun hye-jin idil
    ilze ingibjorg irmeli ismahan iwalani jean-marc jean-paul jean-pierre jelagat jeno jepkosgei ji-woo
    jigme jochen joris juhani jukka jurate kadri kagiso kapono katlego ketut khamphone khanyi kipchoge
    kipkorir kiptoo kumudini kyriakos kyung-hee lesedi lhamo liesbeth lindiwe losa lubomir lwazi
    maaike maame maarika maarten magnhild mandla marie-claude marie-eve marjatta mbali mhairi min-jun
    morag muireann murugan muthoni mwajuma nainoa naledi nasteho nduta nekesa nimal njeri njoki nokuthula
    nomsa nosipho nurcan nyoman obiageli ochieng oddvar odhiambo oisin okello onyango otavio otieno owain
    paivi palesa peeter pekka pemba pirkko priyantha pualani putu radoslav raimo refilwe rehema rieko
    rimas rithy rostyslav ruadhan ruaridh rudiger rudo sanath selcuk seo-yeon seppo sigurdur siim simphiwe
    siriporn sizwe sjoerd slamet snorri solene solvei somchai sorley sovann spozhmai sunethra sutrisno
    suwannee synnove tadhg tainara tapio tariro tatsuya tavita terje themba thirumal thorbjorn thulani
    tinashe tonu tugba tumelo tuncay tuula ubiratan ugochi upendo urmas vaclav valdis vassilis vichai
    volkan wahkan wahyu wairimu wangari wanjala wanjiru wayan wiebke winta wouter yegor yevhen yong-ho
    zalmai zanele zsuzsa
"""

# Those that are words of English as well, or look like one.
GIVEN_WORDS = "pa mu eh"
SURNAME_WORDS = "paw win say moo"

SURNAMES = """
    achterberg adeleke agyeman akinola antonov apaza balodis beauplan bellegarde belov beridze berzins
    bonnici brandstetter bunnag byaruhanga catunda cheruiyot chigumbura chirwa chukwuma dijkstra
    dimaculangan dissanayake erdogan faleolo farahani fedorov fonoti ganguly gebremedhin gitau githinji
    goldtooth gunnarsson habimana hakansson hakizimana hamalainen hamdani haraldsson hersi hogeveen
    huanca ionescu jankauskas jonaitis kabore kahananui kalnins karagiannis keawe khamvongsa kibet kilic
    kiprotich knezevic koech konstantinou korhonen koskinen kozlov kravchenko kukk laaksonen lacsamana
    lamichhane langat lewandowska liepins lindqvist littlebear llewelyn longwalker mabaso macgiolla
    magsaysay mahlangu makinen makoni maluleke marchenko mayta mikhailov moala mokwena molefe motsepe
    mthembu mulenga musyoka mutasa muthusamy mutua ndlovu nguyenvan nieminen nikolaidis nkosi nkurunziza
    nsubuga nyarko oberholzer obiora ogunleye okelo oliynyk onyeka oosterhuis opiyo orlov ouattara ouma
    owino ozols papadakis parn petrauskas petrenko phiri phommasathit prydderch radebe radulescu
    rasanen redcloud rostami rotich rudenko runningbear sahinoglu sapolu savchenko sayavong senanayake
    shabangu sibanda sigurdsson simiyu sionnaigh sithebe sixkiller sokolov souvanna souvannavong srisai
    stankovic tamasese taufa tembo thorsteinsson ticona tkachenko tsinnie tupou urbonas uwimana
    uzoma vaka vanniekerk vasiliauskas verhoeven volkov vongsa vukovic westerveld whitefeather
    wickramasinghe wijesinghe wisniewska wolde woldemariam yellowhair yellowhorse zammit zielinska
    zijlstra zimmerli zwane
"""
