"""What is shortened or run together in notes, forms and chat, in lower case: most of it looks like a name."""

from __future__ import annotations

WORDS = """
    abn abo abx acc accom accomm accts accums activ acu acyc adj adjs adjud adl adls adm adv advd aff affil
    afirma agg aint airvo albut alc alg alk allerg allg allx alrg amb ambetter ambu ambul amerigroup
    amerihealth amlod amox amt amwell anest anesth ankl ans antibx anticoag anx appl appr approv approx
    apprvd appts appy arent arip arom arr asap assmnt assmt assoc asx atorv att attch atty attys aud augm
    auth authd auths avg awv azith azithro bact bactr badgercare bal bandaid bas battelle bcbs bcbsm bcbstx
    bcx bday beh behav bene benef beyfortus bgl bilat bio biopsychosoc bipap bldg bloodwork bmp bolus bronch
    bup bupe bw bx calc calib canc cant carbo cardiol carefirst caremark caresource carseat carveout cauc
    caut cb cbc cchd ccs cel centene ceph cert cga cgas champva chargemaster chemstick chg chgs chiro
    chlorhex chol chron cinn clin cmp coag colac colo com comm comorbs comp compar compl complt conc cond
    conf consc const consti cont contd contrib coord coords corr cosig couldnt couldve coum cov covg cp cpap
    cpe crani creat crit cryo csn cssrs cty cust cv cx cxl cxld cxr cyclo cyl dapto dast dc dcd deadname
    decel decomp decub ded deet def defib deliv dem demo demog denom dep dermatol desat desats desc detox
    devel dex dexa dextro diab diag diam diarr diast dict didnt dilaud dir dis disab disch disp dist div
    dlvry dme dni dnr doa dobut doesnt dont doppl drchrono drsg drsgs dsg dtap dtd dulc dulox dunno dur dxs
    dys dysur ea ecp ecw edc edu educ eff efft ega egd elderplan elec elev elig eliq emb emc emerg emp empl
    enc encl encounterform encs endocr endur enr enroute ent eos epi epid epis equiv er ery escit esoph esp
    est etco etd eth ethn etiol etoh etom eval evals evid ex exc excl exp expd expir expl ext extr extub
    fabere fac facetime facil fam famot fem fent ferr ffp fhr fht fhx fibro floro fluc fluoro fluox flwup fol
    foll foundationone foxtrot frac frax freq fsbg fsbs func funct fundi furn furos fut gaba gad galleri gcs
    geha gehp geisinger genito genl gest glip glu gluc gonio gonna gonor gotta govt gpi grad grav grp gtpal
    gtt gtts gtube guar guardant gyn gynhx hab hadnt halluc har hasnt havent hc hctz healthfirst
    healthpartners heelstick heent hemat hepb heplock heres herp hgba1c hh hha hib highmark hisp hist hiv
    homebound hor horiz hosp hous hpi hpv hyg hyp hyster iadl iadls ibu ident idk ikr imgs imm immed immob
    imms immun immuniz immunos imo impl impr improv impx inc incl incont ind indep indic indiv inf infus infx
    inh inhal init inj inop inpt insp inst instr instrs insul insur int integ interm interp interv intol
    intub intx inv invitae invs inx ionto ipra ipv isnt isol itll iud ivdu ivf ivig job jtube judg juv kardex
    kcl kelo ket kinesiotape kub kvo labwork lac lact lang lant lat lav lemme leth levaq levoth lfts liab lic
    lig liq lisin lith lkw lm lmao lmom lmp lmtcb loc lockbox locn lol lov lowna ltg lvm macro mag maint
    malay mammo mand manip masshealth mech medi-cal medline melat mem memb menacwy menb meno meritain metab
    metf meth metop metroplus milr minicog misc mmr mmrv mmse mmt mobil moca moda modif monit morph mos mot
    motr msg msgs msk mtg mtgs mult multip multiplan multivit musc musculo mvi narc narr nas natera natl nb
    nbs nc ndc neb nebs neg neo neonat neovasc neph nephro neut newb nexpl nka nkda noct nonpharm nonspec
    noshow notif novol nrb nsy num nurs nutr nutri nuva nv nvm nwb nyst ob obes obgyn obhx obj obl obs obst
    obstr occ occas occup ocp ocps olanz omep omg oncol oncotype ondans onscene oop oph ophth ophthal ophtho
    opsite optho optum optumrx ord ords org orif orig orth orthostats os osc osm osteomy oth oto outpt ov oxy
    palp pano pantop para pcn pcps pcs pct pcv peachstate ped pedi pedo pelv pend perc perf peri periop perp
    perrl pfts ph pharm phleb phos phq phreesia phx phys pic picc pkg pkgs plac plav plts pmh pmt pmts pneum
    pneumo poc polst pos poss ppsv prac prbc prbcs preadm preg prehab prelim premera preround prerounds
    pressors prev primip prin prio priv prob proc procs procto prog progn prolaris prometheus pron proph
    prophy prost prostho prot protime prov prox psa pscyh psh psychosoc puls pulseox punc purewick purp px
    pymt qday qs qty quad qual quant ques queti rad radiol rcpt rcpts rcv rcvd reas recd recert rech recip
    recomm recov recs rect recv reeval refd referr reff refs regence rel relig rem repl repr req reqs res
    resch resched resid resub resus ret revw rh ris roc rofl rom ros rota rqst rsv rtc rte rtn rtns rto rxbin
    rxgrp rxs safeplan sba sched schiz sdoh sed seg senna sennas sens seq ser serol sert serv sev sgy
    shouldnt shouldve shx sib sibs silverscript simv skel skype smh smk socx soln solum solutionreach sono
    spir spiron spo spont srom std ste sti stim stmt stmts stom str subcut subj subjec subl subro subscr
    subst succ supp suppl supv surg surv sust sux sve sx sym symp sympt sync syph sys syst tach tachy tbh tcb
    tdap teladoc tenncare termd tert tet tf tfr tfts thal thats thc ther therap theres theyll theyre thromb
    thyroseq tib tns tob toco todo todos tol tonopen tox tpn trach trad tranf transf transfus transp traum
    traz tricep trich trizetto trnspt trs ttyl tum twi txport tyl tymp typ ua ucx uhc ulc ult umr unc uncompl
    undet univ unk unkn unrem unsp upmc ur ureth urg urin uro urol utd util uts vacc vag valac vanc var vasc
    vax vaxes vectra vel ven venl ver verif vert vis visc vit vitk vits vm voc vol vom vpa waitlist wanna
    wasnt waystar wb wbat wcc wea wellcare wellsense werent whats whos wkly wkup wnd wo wont worklist
    worksheet wouldnt wouldve writeoff wwe xar xfus xplant xport xr xrays xsite yankee yds youll youre yrly
    zelis zocdoc zof zos
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
