"""What is shortened or run together in notes, forms and chat, in lower case: most of it looks like a name."""

from __future__ import annotations

WORDS = """
    abn abo absc abx acc accom accomm accts accums ach activ acu acyc adj adjmt adjs adjud adl adls adm admt
    adop adv advd aero afeb aff affil afirma agg agit agri aint airvo ait albut alc alg alk allerg allg allx
    alrg alveo alz amb ambetter ambl ambu ambul amerigroup amerihealth amlod amox amt amwell amyl anem anest
    anesth ankl anno annu anom ans antibx anticoag antihtn antiplt antipsy anx aort aph appd apped appl appr
    apprch approv approx apprvd appts appy aprv aprvd aptmt arb arent arip arom arr asap asmt assessmt assigt
    assmnt assmt assoc asx atax atel atorv atr att attch atty attys atyp aud augm auth authd auths authz avg
    avul awk awv azith azithro backgrd bact bactr badgercare bal banc bandaid bas battelle bcbs bcbsm bcbstx
    bcx bday beh behav bene benef benzo benzos beyfortus bgl bilat bio biop biopsychosoc bipap blad bldg blis
    bloodwork bmp bolus bronch buc bup bupe bw bx cabg calc calib canc cand cant carb carbo cardiol carefirst
    caremark caresource carseat carveout cauc caud caut cav cb cbc cchd ccs cel centene ceph cert cerv ces
    cga cgas champva chargemaster chemstick chg chgs chiro chlorhex chol chole chor chron cigs cinn cirr cit
    clav clin clos clox cmp cmte coag cocc coch cogn colac colct colo colp colpo com comm comorbs comp compar
    compl complt conc cond conf conj consc const consti cont contd contrib conv convo coord coords copd corp
    corr cort cosig couldnt couldve coum cov covg cp cpap cpe cran crani creat crep cric crit cryo csect csn
    cssrs cty curr cust cv cx cxl cxld cxr cyclo cyl daig dapto dast dc dcd deadname decel decl decomp decr
    decub ded deet def defib degen deliv delt dem dement demo demog denom dep depr dermatol desat desats desc
    desq detn detox devel devl dex dexa dext dextro diab diag diam diarr diast diclo dict didnt dilaud diph
    dipl dir dis disab disch dischg disp dist diur div dlvry dme dni dnr doa dobut doesnt dont doppl dors
    dosg dox drchrono drsg drsgs dsg dtap dtd dulc dulox dunno dur dxs dys dysur ea ecch ecol ecp ecw ecz edc
    edem edu educ eff efft ega egd ejec elderplan elec elev elig eliq emb emc emer emerg emot emp empl enc
    encl encntr encounterform encs endocr endur enlg enr enroute ent enur eos epi epid epil epis episio equiv
    er eruc ery escit esoph esp esr est estr etco etd eth ethm ethn etiol etoh etom euth eval evals evap evid
    ex exac exc excl exer exh exp expd expir expl expo ext extr extub exud fabere fac facetime facil fam
    famot fasc fav febr fec fem fent ferr fert fet fev ffp fhr fht fhx fibro fibu floro fluc fluoro fluox
    flut flwup fol foll forc foundationone foxtrot frac frag frax frem freq fsbg fsbs func funct fundi furn
    furos fusi fut gaba gad galleri gavg gcs geha gehp geisinger genito genl gest ging glip glu gluc gonio
    gonna gonor gotta govt gpi grad grav groc grp gtpal gtt gtts gtube guar guardant guid gutt gyn gynhx hab
    hadnt halluc handoff handoffs har hasnt havent hc hctz hdache healthfirst healthpartners heelstick heent
    hemat hepb heplock heres herp hgba1c hh hha hiat hib hidr highmark hisp hist hiv homebound homeo hor
    horiz hosp hous hpi hpv hyg hyp hyster iadl iadls iatr ibu ident idk ikr ileo imgs imm immed immob imms
    immun immuniz immuno immunos imo impl impr improv impx inc incl incont incr ind indep indic indiv inf
    influ infus infx ingu inh inhal init inj inop inpt inserv insp inst instr instrs insul insur int intak
    integ interm interp interv intol intub intx inv invitae invs inx iodi ionto ipra ipv isch isnt isol itll
    iud ivdu ivf ivig job jtube judg juv kardex kcl kelo ket kidn kinesiotape kub kvo labwork lac lact lang
    lant lat lav lavg lemme lesn leth lethg leuk leuko levaq levoth lfts liab lic lido lig liq lisin lith
    litho lkw lm lmao lmom lmp lmtcb loc lockbox locn lol lov lowna ltg lumb lup lvm macro mag maint malay
    mammo mand manip masshealth masto mcaid mcare measr mec mech medi-cal medl medline melat mem memb menacwy
    menb meno meritain metab metc metf meth metop metr metroplus migr milr minicog misc misscarr mitr mmr
    mmrv mmse mmt mobil moca moda modif mol monit morph mos mot motr msg msgs msk mtg mtgs mult multip
    multiplan multivit musc musculo mvi myal myel myoc myop narc narr nas natera natl natri naus nb nbs nc
    ndc neb nebs necr neg neo neonat neovasc neph nephro nerv neut newb nexpl nka nkda noct nonf nonpharm
    nonspec noshow notif novol nrb nsy nulli num nurs nutr nutri nuva nv nvm nwb nyst ob obes obgyn obhx obj
    obl obs obsrv obst obstr occ occas occl occup ocp ocps ocul odyn offc olanz olig omep omg oncall oncol
    oncotype ondans onscene oop opac oph ophth ophthal ophtho opiod opsite optho optum optumrx orchi ord ords
    org orientee orif orig orth orthostats os osc osm osteomy otal oth oto outpt ov ovar overwt ovul oxim oxy
    oxyg palp panc pano pantop para pcn pcps pcs pct pcv peachstate pect ped pedi pedo pelv pend perc percu
    perf peri periop peritonl perp perrl pfts ph phal pharm phleb phob phos phq phreesia phx phys pic picc
    pigm pkg pkgs plac plav plts pmh pmt pmts pneum pneumo poc polst popl pos poss ppsv prac prbc prbcs
    preadm precau preceptees precepting preg prehab prelim premera prepd preround prerounds pressors presy
    prev primip prin prio priv prob proc procs procto prog progn prolaris prometheus pron proph prophy prost
    prostho prot protime prov prox prur psa pscyh psh psor psychosoc ptery puls pulseox punc purewick purp px
    pyel pymt qday qs qty quad qual quant ques queti rad radiol ralest rcpt rcpts rcv rcvd reacc reas recd
    recert rech recip recn recomm recov recs rect recv reeval refd referr reff reflx refr refs regence rel
    relaps relig rem reoc repl replc repr req reqs res resch resched resid restrt resub resus ret revw rh
    rhin ris roc rofl rom ros rota rqst rsv rtc rte rtn rtns rto rupt rxbin rxgrp rxs sacr safeplan sarc sba
    sched schiz scolio sdoh secr sed seg segm seiz senna sennas sens seq ser sero serol sert serv sev sexu
    sgy shouldnt shouldve shx sib sibs sigm signout silverscript simv skel skype smh smk smok sneez socx sodi
    soln solum solutionreach sono spir spiron spo spont sput srom std ste sti stim stmt stmts stom str subcu
    subcut subj subjec subl subro subscr subst succ suct suic supp suppl supv surg surv susc sust sut sux sve
    swal sx sym symp sympt sync syph sys syst tach tachy tard tbh tcb tdap teladoc tenncare termd tert tet tf
    tfr tfts thal thats thc ther therap theres theyll theyre thromb thyroseq tib tns tob toco todo todos tol
    toler tonopen tort tox tpn trach trad tranf transf transfus transp traum traz trem trep tricep trich trid
    trizetto trnspt trs ttyl tum turb twi txport tyl tymp typ ua ucx uhc ulc ult umr unc unchg uncompl undet
    univ unk unkn unrem unsp unst upmc ur uret ureth urg urin uro urol utd uter util uts uvul vacc vag valac
    valv vanc var vasc vax vaxes vectra vel ven venl ver verif vert vibr vis visc vit vitk vitr vits vm voc
    vol vom vpa vulv waitlist wanna warf wasnt waystar wb wbat wcc wea wellcare wellsense werent whats wheez
    whos wkly wkup wnd wo wont worklist worksheet wouldnt wouldve writeoff wwe xar xfus xplant xport xr xrays
    xsite yankee yds youll youre yrly zelis zocdoc zof zos
"""

# Those that staff may sign with in lower case.
CAPITALISED = """
    Bk Ca Cl Dt Fs Hr Jt Kg Lb Nl Pk Pl Pq Sm Sp Sw Tr Ts Vs Wd Wh Wk
"""

# Given names and surnames that are something else in lower case: ALT, the left lung, 5 min.
NEVER_LOWER = """
    ab aba abu ac alt ama ane ar ara ard ari arp asa ast cal cao cem cen cha coe cor cox cru da dat dev
    dil doc dom ed el ela eli ema emi en ena eng epi epp esa ext flo ge geo gi goh gu har hix hla ia ib id
    il im ind inf ing ion ip ir iv ix ja je ka ki la lab lac lam lat le len lo lor lu lum ma mao mar me med
    meh met mi min mir mor mu na nai nat ne ni no nu oc oda ok ola ole om ona oo opp ora ori ost oz pa pe
    pha pho pi pio po pok pu qi que ra re ren res rex ric ro rom ros ru sa sap se sen ser si sol som sta
    su sub sy ta tab tap tat te ti tia til to tod tor tot tra tri tu um un ust ut ute va ve vi vo wa wah wo wu
    xu ya ye yo yu za ze zo
"""

# Two or three letters without a vowel, in lower case, that are nobody's initials.
NOBODY = """
    bbq bc bfn bld bldg bm bmp bmt bnp bp bpm brb bs bst btw bx cbc cc ccm cd cf cfs ch chf ck cl cm cmp
    cms cn cns cnt cp cpk cpr cpt cr crf crp crrt csf ct ctx cv cvc cvp cvs cx cxr cysts dc dcd dm dmv
    dnr dnt dp dr drs ds dt dtr dts dvt dx dxs fb fbs fcc ff fhx flr fm fmg fp fr fs fsh fst ft fts fwd fx
    fyc fyi gb gbs gcs gd gfr gg ggt gm gms gp gps gr gt gtt gtts hb hbv hc hcg hct hcv hd hdl hf hgb hh
    hm hmm hmp hp hpf hpv hr hrly hrs hrt hs hsv ht htn hv hx hygn hz jr jvd kbs kcl kg kgs km kph
    kv lb lbs lcd ld ldh ldl lf lft lg lh ll lm lmk lmp ln lp lpf lpm ls lt ltd ltr lv lvf lvh lvn lx
    mbs mcg mch mcl mct mcv md mds mf mg mgr mgrs mgs ml mls mm mmm mmr mn mod mph mr mrs ms msg mst mtg
    mth mths mtx mv mvc mvp mw nb nbd nc nd ng nh nj nl nm nn np npr nr nrb ns nsr nst nt ntg nth nv nvm
    nx nxt pb pbs pc pcn pcr pd pdf pf pfs pft pg pgs ph pk pkg pkt pl pls plt plz pm pmh pms pn pnd
    pnv pp ppd ppl ppm pps pr prbc prn prs ps psh pst pt ptb pts ptt pv pvc pvd px qd qh qhs qs rb rbc rbs
    rcvd rd rf rl rls rm rn rpm rr rrr rs rsv rt rtc rv rvr rvs rx rxn rxs sb sbp sc scd sched scr scs
    sd sf sg sh shx sk sl smth sn sp spf sq sqft sr srs ss st stb std stds sth stmt sts sv svc svt sw swr
    sx sxs sz szs tb tbd tbsp tc tcb td tds tf tfs tft tg th thc thr thx tkr tlc tm tmj tmr tmrw tn tnk
    tnx tp tpn tr trx ts tsh tsp tst tt ttp tv tx txs txt ty tyvm vb vbg vc vcr vd vf vl vm vms vn
    vp vps vs vss vt vv vx wb wbc wc wd wf wh wk wkly wks wm wn wnl wt wtf wtr wts wx xfr xl
    xr xrt xs xx xxl yd yds yr yrs
"""
