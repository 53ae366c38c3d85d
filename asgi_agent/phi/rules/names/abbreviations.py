"""What is shortened or run together in notes, forms and chat, in lower case: most of it looks like a name."""

from __future__ import annotations

WORDS = """
    abo abx accts activ acyc adj adjs adl adls adm afirma aint albut allg allx alrg amb ambetter ambul
    amerigroup amerihealth amlod amox amt amwell anesth ans antibx anticoag appr approv apprvd appts arent
    arip arom arr assmnt assmt atorv attch atty attys augm auth auths awv azith bactr badgercare bal bcbs
    bcbsm bcbstx bcx benef beyfortus bgl bipap bldg bmp bolus bronch bup bw bx calc canc cant carefirst
    caremark caresource carseat cb cbc cchd ccs cel centene cert cga cgas champva chg chgs cinn cmp coag
    colac colo compar conf const consti cont couldnt couldve coum cp cpap cpe cryo csn cssrs cv cx cxl
    cxld cxr dast dc dcd ded dep devel dex dexa diarr didnt dilaud disch disp dist div dme dni dnr doa
    dobut doesnt dont drchrono drsg drsgs dsg dtap dtd dulc dulox dunno dur dxs dysur ecp ecw edc edu educ
    eff efft ega egd elderplan elig eliq emc emp empl enc encl encs endur ent epi epid epis ery escit etco
    etd ethn etoh etom eval exp expd ext extr facetime fam famot fent ffp fhr fht fhx fluc fluox
    foundationone freq fsbg fsbs furos gaba gad galleri gcs geha gehp geisinger genl glip gluc gonna gonor
    gotta gpi grav grp gtpal gtt gtts guardant gyn gynhx hadnt har hasnt havent hc hctz healthfirst
    healthpartners heent hemat hepb heres herp hh hha hib highmark hiv homebound hous hpi hpv iadl iadls
    imgs imm imms immun immuniz impr inc incont ind indep indic inh insul insur integ interp interv inv
    invitae invs ipra ipv isnt itll iud ivdu ivf job judg kcl kelo ket kub kvo lact lang lant lemme levaq
    levoth lfts lic lisin lith lkw lm lmom lmp lmtcb loc lov lowna ltg lvm macro mag mammo masshealth mech
    medi-cal melat menacwy menb meritain metf metop metroplus milr misc mmr mmrv mmse mmt mobil moca moda
    morph motr msg msgs msk mtg mtgs multiplan multivit mvi natera nb nbs nc ndc neb nebs neo nephro newb
    nexpl nka nkda noshow novol nrb nsy nuva nv nwb nyst obgyn obhx obj occ occup ocp ocps olanz omep
    oncotype ondans oop ophtho optum optumrx orig ov oxy pantop pcn pcps pcs pct pcv peachstate pelv pend
    periop perrl pfts ph pharm phq phreesia phx pic picc pkg pkgs plav plts pmh pmt pmts poc ppsv prbc
    prbcs premera pressors prio proc procs prog prolaris prometheus pron prov psh puls pulseox px pymt qs
    qty ques queti rad rcpt rcpts rcv rcvd recd recert recip recs recv reeval refd referr reff refs
    regence relig req reqs resch resched resub rh ris roc rom ros rota rqst rsv rtc rtn rtns rto rxbin
    rxgrp rxs safeplan sba sched sdoh sennas serol sert shouldnt shouldve shx silverscript simv skype smk
    solum solutionreach spiron spo srom std ste sti stmt stmts str subj subjec subscr subst succ supv surg
    sux sve sx syph tcb tdap teladoc tenncare termd tert tf tfr tfts thats thc theres theyll theyre
    thyroseq tns tob toco tpn trach tranf transf transp traz trich trizetto trnspt trs tyl ua ucx uhc umr
    upmc urg urin uro util vacc valac vanc vasc vax vaxes vectra venl verif vis vit vitk vits vm vom vpa
    waitlist wanna wasnt waystar wb wbat wcc wea wellcare wellsense werent whats whos wl wnd wo wont
    wouldnt wouldve writeoff wwe xar xr xrays youll youre zelis zocdoc zof zos
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
    cms cn cns cnt cp cpk cpr cpt cr crf crp crrt csf ct ctx cv cvc cvp cvs cx cxr cysts dc dcd dj dm dmv
    dnr dnt dp dr drs ds dt dtr dts dvt dx dxs fb fbs fcc ff fhx flr fm fmg fp fr fs fsh fst ft fts fwd fx
    fyc fyi gb gbs gcs gd gfr gg ggt gm gms gp gps gr gt gtt gtts hb hbv hc hcg hct hcv hd hdl hf hgb hh
    hm hmm hmp hp hpf hpv hr hrly hrs hrt hs hsv ht htn hv hx hygn hz jp jr jvd kbs kcl kg kgs kj km kph
    kv kw lb lbs lcd ld ldh ldl lf lft lg lh ll lm lmk lmp ln lp lpf lpm ls lt ltd ltr lv lvf lvh lvn lx
    mbs mcg mch mcl mct mcv md mds mf mg mgr mgrs mgs ml mls mm mmm mmr mn mod mph mr mrs ms msg mst mtg
    mth mths mtx mv mvc mvp mw nb nbd nc nd ng nh nj nl nm nn np npr nr nrb ns nsr nst nt ntg nth nv nvm
    nx nxt pb pbs pc pcn pcr pd pdf pf pfs pft pg pgs ph pj pk pkg pkt pl pls plt plz pm pmh pms pn pnd
    pnv pp ppd ppl ppm pps pr prbc prn prs ps psh pst pt ptb pts ptt pv pvc pvd px qd qh qhs qs rb rbc rbs
    rc rcvd rd rf rl rls rm rn rpm rr rrr rs rsv rt rtc rv rvr rvs rx rxn rxs sb sbp sc scd sched scr scs
    sd sf sg sh shx sk sl smth sn sp spf sq sqft sr srs ss st stb std stds sth stmt sts sv svc svt sw swr
    sx sxs sz szs tb tbd tbsp tc tcb td tds tf tfs tft tg th thc thr thx tkr tl tlc tm tmj tmr tmrw tn tnk
    tnx tp tpn tr trx ts tsh tsp tst tt ttp tv tw tx txs txt ty tyvm vb vbg vc vcr vd vf vg vl vm vms vn
    vp vps vs vss vt vv vw vx wb wbc wc wd wf wh wk wkly wks wl wm wn wnl wp wr wt wtf wtr wts wx xfr xl
    xr xrt xs xx xxl yd yds yr yrs
"""
