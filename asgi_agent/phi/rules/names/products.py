"""Names of drugs, vaccines and devices, which no word list has."""

from __future__ import annotations

DRUGS = """
    accolate aciphex actemra actos adcirca adempas afrezza aimovig ajovy alecensa alimta altace amerge
    anafranil apidra apretude aranesp arexvy aricept arimidex aromasin asacol asmanex atacand atelvia
    atrovent aubagio auvelity avandia avelox avonex azactam azilect azor banzel baraclude basaglar
    belsomra benlysta betapace betaseron bevespi biaxin boostrix breztri brilinta briviact bydureon byetta
    bystolic cabenuva calquence cancidas candida caplyta carafate cartia catapres ceftin cefzil cellcept
    chantix cimzia clinoril clozaril cogentin colcrys combivent combivir compazine comtan contrave
    copaxone cordarone corlanor crestor cubicin cytoxan daliresp dalvance darzalex dayvigo delestrogen
    demerol depo-provera desyrel detrol dificid doxil dramamine duexis duragesic dyazide edarbi edurant
    elavil eligard emgality emsam emtriva enablex engerix epivir epogen epzicom erbitux erleada eskalith
    evenity exelon exforge fanapt faslodex femara fetzima fiasp fioricet firmagon fluzone focalin fortaz
    forteo frova gabitril gardasil gazyva geodon gilenya gleevec gleostine glucotrol halcion harvoni
    havrix hiberix humulin hycamtin hytrin hyzaar ibrance ilaris imbruvica imdur imitrex imodium imuran
    inderal inlyta inpefa intelence intuniv invanz invega iressa isentress isordil janumet juluca juvederm
    kadcyla kapvay kerendia kesimpta kevzara kineret kisqali kombiglyze kyprolis kytril lamisil latuda
    lenvima leqembi leqvio lescol leukeran levaquin levophed levsin librium lidoderm linzess lioresal
    livalo lodine lomotil loprox lotronex lovaza lupron luvox lynparza lysodren lyumjev macrobid malarone
    marplan mavenclad mavyret maxalt maxipime maxzide medrol megace mekinist mellaril menactra merrem
    mestinon metamucil methergine mevacor micronase minipress mirapex mobic monopril motegrity movantik
    multaq myambutol mycamine myrbetriq mysoline narcan nardil navane neulasta neupogen neupro nolvadex
    normodyne norpace norvir noxafil nubeqa nucala nucynta nuedexta nulojix nurtec nuvigil ocrevus odefsey
    ofev olumiant omnicef onfi onglyza orencia orilissa orkambi osphena otezla oxtellar pacerone palforzia
    pamelor parlodel parnate paxil pediarix pentacel pentasa perjeta persantine plaquenil pletal pneumovax
    pomalyst ponstel praluent prandin precedex precose prevnar prezcobix prezista primaxin pristiq procrit
    prograf prolia promacta propecia provigil pulmicort qsymia qulipta qvar ranexa rapamune rebif
    recombivax relafen relpax remeron renvela repatha requip rescriptor restasis restoril retacrit
    retrovir revatio revlimid rexulti reyataz ridaura rilutek ringer ringers rinvoq risperdal rosea
    rotateq roxicodone rozerem rybelsus rydapt rythmol sabril samsca sandimmune saphnelo saphris savaysa
    savella saxenda selzentry semglee sensipar septra serax serevent serzone shingrix simponi sinemet
    sinequan skyrizi soliqua soliris sonata sovaldi sporanox spravato sprycel stalevo starlix steglatro
    stribild subutex sular sustiva sutent symproic symtuza synagis tafinlar tagrisso taltz tambocor
    tarceva tasigna taxol taxotere tecentriq tecfidera teflaro temodar tenex tenoretic tezspire theo-24
    thorazine tikosyn timoptic tivicay tofranil toujeo tracleer tradjenta trandate travatan tremfya
    trental tresiba tribenzor tricor trikafta trileptal trintellix triumeq trizivir tygacil tykerb tymlos
    tysabri tyvaso ubrelvy uceris uloric ultomiris uroxatral valtrex vancocin varivax vascepa velcade
    velphoro veltassa venclexta veozah verquvo verzenio vesicare vfend viibryd vimpat viracept viread
    vistaril vivitrol vosevi votrient vraylar vumerity vyepti vytorin welchol xalatan xalkori xeljanz
    xeloda xenazine xeomin xgeva xifaxan xofluza xolair xopenex xtandi xultophy yervoy zantac zarontin
    zejula zelapar zelboraf zepatier zepbound zerbaxa zestoretic zetia ziagen zinplava zolinza zometa
    zomig zonegran zostavax zyloprim zymaxid zytiga zyvox infanrix comirnaty spikevax kinrix quadracel
    adacel daptacel tenivac vaxelis pedvax vaqta twinrix heplisav menactra menveo menquadfi bexsero trumenba
    rotarix proquad priorix flublok fluad flucelvax fluarix flulaval afluria arexvy abrysvo ixiaro typhim
    vivotif imovax rabavert capvaxive vaxneuvance nuvaxovid
    airsupra anbesol aveeno balmex beano blistex bonine brenzavvy bufferin carmex centrum cepacol
    chloraseptic clearlax coricidin cortizone culturelle cystex debrox dermoplast dimetapp eohilia
    eversense fibercon florastor kaopectate konsyl lactaid lanacane linq lubriderm lumryz nix orajel
    pamprin pedialax prevalon provox rephresh replens ricola similasan sominex systane tinactin vagisil
    vicks zicam zio zzzquil
    attruby amvuttra ebglyss bimzelx yeztugo lagevrio vivjoa zavzpret vyalev crexont relyvrio qalsody
    elevidys exxua journavx lodoco fabhalta vanrafia vafseo miebo qlosi encelto lantidra livdelzi talicia
    mitraclip angioseal dermojet
    tofersen nusinersen eplontersen inotersen olezarsen seladelpar gepotidacin zoliflodacin olorofim
    resmetirom acoramidis remternetug suzetrigine vamorolone zuranolone ensitrelvir
"""

DEVICES = """
    accu-chek amplatzer angio-seal aquacel bakri bicap biofreeze biopatch carelink celect cochlear
    corevalve dermaclip dobhoff duoderm ekos endoclip fibroscan flowtron freestyle gelfoam glidescope
    groshong heartmate hemoclip hill-rom impella intellis kerlix lifevest mediport mepilex mepitel
    mitraclip nexiva onetouch optifoam oxinium palmaz passy-muir permcath pleurx powerport prevena promus
    resmed respimat respironics restasis seprafilm sonosite steri-strip stimuplex supartz surgicel synvisc
    taxus tesio tracoe urolift venaseal xience hologic olympus storz aesculap biomet smith&nephew arthrex
    conmed ethicon covidien teleflex masimo nellcor hillrom getinge maquet puritan alaris fresenius gambro
    prismaflex omnipod libre tempdot metzenbaum kerrison weitlaner gelpi bookwalter omnitract rongeur
    adson debakey babcock allis kocher crile kitner lembert ethibond ethilon monocryl monosof caprosyn
    polysorb biosyn dexon surgilon nurolon mersilene tevdek ticron vicryls prolenes indermil mastisol
    benzoin xeroform adaptic webril esmarch coflex surgisis alloderm integra dermagraft apligraf marlex
    gore-tex goretex physiomesh ventralex deflux coaptite macroplastique bulkamid healon viscoat duovisc
    amvisc provisc acrysof tecnis crystalens vannas weck-cel merocel nasopore rapid-rhino rhinorocket
    floseal tisseel evicel surgiflo avitene gelpoint veress verres glidewire amplatz bentson lunderquist
    kumpe malecot shiley portex ray-tec raytec angiocath jelco groshong hickman broviac permacath
    trialysis plastibell gomco mogen mityvac bakri laminaria essure endobag endocatch endo-gia endogia
    ligasure thunderbeat sonicision enseal bovie valleylab davinci brainlab o-arm medfast optifast
    medifast glucerna jevity osmolite nepro isosource pulmocare peptamen similac enfamil nutramigen
    alimentum neosure pediasure pedialyte gatorade colace senokot dulcolax metamucil citrucel benefiber
    rolaids maalox mylanta gas-x pepto-bismol pepto afrin robitussin nyquil dayquil theraflu goody's
    ecotrin bengay icyhot aspercreme vaseline aquaphor eucerin cetaphil cerave desitin purell listerine
    biotene davol iodosorb igel prostat juven aerobika acapella optime promogran bard-parker biopro
    carter-thomason cavermap cavitron duragen endolaser falope hemaseel kitners marshall-marchetti-krantz
    nephro-vite ray-tech tincoban verumontanum wydase
"""
