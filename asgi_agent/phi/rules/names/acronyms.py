"""What is written in capitals only, and is no name."""

from __future__ import annotations

ACRONYMS = """
    a&p aaa aac aace aad aafp aai aans aao aaos aap aapmr aarom aas aasld abcd abd abg abms abpm abr ac/vc
    acc acdf acei acep acf acg ach aci acip acj acl aclf aclr acls acm aco acog acp acr acs acsm ada adat adc
    ade adf adh adhd adhf adls adma adme adpkd adr adrs adt aeb aed aep afb afib afo afp afx aga agi aha ahi
    ahrq ai aidet ain aki alc alf alif alk aloc alp alps als alte amh amio aml amr ams anc ang anova aom aox
    aox3 apa apc aph apl app appy aprv aps aptt arb arbs ards areds areds2 arf armd arni arom arv asa asap
    asb asc ascii asco ascus ascvd asd asge ash asis asn asq ast astro atc atfl atg atiii atls atn atnr atp
    atra ats atv aua aub auc aud aur avf avm avn avnrt avr avsd avss awol awv axr bac basc bbb bcg bcva bcx
    bdi bep biba bibems bih bims bipap bka bkv bl ble blle bls bmd bmi bmj bmp bnp boop bpd bph bpi bpm bpp
    bppv braf brbpr brvo bs bsa bsc bse bso bss btb btk bue bvm c-collar cabg cacfp cadl cah cal capd carc
    carf cbc cbd cbg cbi cbt cca ccb ccc cce ccf cck ccl ccm ccp ccta ccu cd cdc cdh cdi cdr cdrs cdt cea ceu
    cf cfs cgm chads chadsvasc chb chd chf chl chr chw cic cicu cid cidp cimt cin ciwa cjd ckd ckmb cl clabsi
    clia cll clrd clt cmap cme cmg cml cmp cmr cms cmt cmv cna cnap cns coc copd copm cors covid cox cpap cpb
    cpd cpeo cpic cpk cpm cpo cpoe cpp cppd cpr cps cpt crao crbsi crc cre crf cri crit crm crom crp crpp
    crps crrt crs crt crtd crud csa cscope csdh cse csf csi csm csr csrf cst cta ctab ctcl ctd cte cteph cth
    ctl ctlso cto ctp ctpa ctr ctrx cts ctsi ctv ctx cuc cva cvad cvat cvc cvd cvi cvicu cvid cvl cvo2 cvp
    cvs cvst cvvh cvvhd cxr cyp d&c d&e d5w daa dah dai dapt dat dbp dbs dbt dcf dcfs dcis dcm dcp ddd ddimer
    ddx debug defib dev dexa dfa dfi dfu dhea dhhs dhr dhs dic dicom dipj diz djd dka dlbcl dlco dm dm2 dmard
    dmards dme dmii dmso dnar dnh dni dnr dnr/dni dns dnt doac doc dod doi dol dpa dpi dpl dpp dre drg dsdna
    dshs dsm dsps dt dtap dti dts dui dvt dwi dxa eaec easd ebl ebm ebus ebv ecasa ecf ecg ecmo ecog ect ecv
    ed edc edd edh edps eds edt edv eeg eent ef efast efm efw ega egd egfr ehec ehl ehr eia eib ein ekg emar
    emdr emg emr emtala enb eng eob eoc eol eom eomi epap epb epds epi epis epl epo eps ercp erp esbl esc esd
    esh esi esld esmo esr esrd ess est eswl et etco2 etoh ett eua eular eus evar evd evlt ews ext faber fadir
    fap fatal fbg fbs fbse fc fce fda fdc fdg fdp fena feno ferpa fess fet fev fev1 ffr fgr fh fhir fim fio2
    fitt flc fmd fmh fmla fna fnab fobt folfiri folfox foosh fpg frc fse fsgs fsh fsw fte ftnd ftsg ftt fuo
    fvc fwb fww fyi gad7 gaf gbm gbs gca gcs gdm gdmt gds geo gep geri geta gfr ggo ggt ghb gi gib gina glp
    gmfcs gmlos gmt gnr goc gon gord gpa gpc gpci griev grpc grv gsd gsw gtn guid gvhd gyn haart hace hamd
    hap hape hapi hapu hasbled hav hba1c hbig hbo hbot hbv hcap hcc hcg hcm hco3 hcp hcpcs hcq hcv hcw hdl
    hedis heent her2 hf hfnc hfpef hfref hha hhd hhn hhnk hhs hht hib hif hipec hitech hiv hkafo hla hld hlh
    hme hmo hnp hnpcc hocm hoh hpf hpi hpv hr hra hrct hrp hrqol hrr hrs hrsa hrt hsct hsg hsm hsp hst hsv
    html htn http https htx hus iabp iadls iarc ibc ibd ibs ibw ica icb icd icdsc icf ich icm icmp icp ics
    icsi ict icu ida idc iddm idsa idt iep ifg iga ige igg igm igra igt ihd ihss iih iiia iiib iiic ilae ild
    ili ilr ima imap imha imn imrt imv info ino inr io iol iop iort ipa ipap ipc ipf iph ipj ipmn ippb ir irb
    irf irr isi isp ispad isth isuog itb itbs itp iufd iugr iui iup iupc ivc ivda ivf ivfe ivh ivig ivp ivpb
    ivus iwmi jcaho jia jme jnc jpeg json jtube jvd jvp kafo kcal kdigo kels kg koh kpe kps kras ktu kub kvo
    l&d laba lada lae larc lasik lavh lb lbbb lbm lbp lbw lca lcis lcl lcp lcx ldap ldct ldh ldl ldr leep les
    lev lfb lft lga lge lgib lhon lld lle lll llq lma lmn lmp lms lmwh lng loa lod loi loinc lol lom lor lpf
    lph lpr lqts lrinec lrti lsb lscs lsil lso ltac ltach ltbi ltc ltcf ltm ltot lue lul luq lvad lvedp lvef
    lvh lvot lvp lwbs lwot lx mafld mam mamc maoi marsi max mbp mbss mca mch mchc mci mcl mcp mcpj mcs mct
    mctd mcv mda mdd mdi mdm mdma mdq mdr mdro mds med medsurg meld meq mfc mft mgus mht mibg mic micu midas
    migs min mip mips mis mlc mlf mma mmf mmg mmm mmp mmr mmse mnt moca molst moud mpa mpn mps mpv mra mrc
    mrcp mre mri mrv msafp msd mse msf msh msi msk mslt msm mss mssa mst mta mtf mthfr mtm mtp mtpj mtx muac
    muga mva mvc mvp mvr mvv mwf mwv n/v n/v/d naat nac nafld nai nami naspghan nat nbccs nbme nbt ncat nccn
    nccu ncpap ncs ncse ncv nda ndc ndjson ndri ned nems neuro nex nftd ngt ngtd nhl nibp nice nicu niddm nif
    nih nihss nipt niv nka nkda nkf nkfa nlm nmes nmj nmo nms nnt noac noc nodat noe noms nos nosql npa nph
    npi npo nppv npsg npt npwt nras nrb nrbc nrem nrp nrs nrt nsa nsaid nsaids nsclc nsg nsr nst nstemi nsvd
    nsvt ntd ntg nti ntm ntnd ntp ntprobnp ntt nud nur nvd nvda nwb nyha oa oab oauth obs ocd ogt ogtt ohca
    oht olt om ome omfs omt oob opa opat opd opo opqrst opv orif orl ort orthopnea os osa osh osha ot otc
    otif ots ou oud pac pacs pacu padi pae paf pah pao papr parp pasi pasrr pav paxlovid pbc pbf pbm pbs pca
    pccu pci pcl pcmh pco pco2 pcos pcr pcv13 pcw pcwp pda pde pdgm pdl pdl1 pdmp pdpm pdpv pdr pdt pe pecarn
    ped peds pef peg pej pelv perc perrl perrla pfa pfapa pfo pfps pfsh pft pgd pge phn php phq phq2 phq9 phr
    pht phtn picc picu pid pih pipj piv pjp pkd pku plat plc pleds plif plmd plo plt pm pmb pmd pmdd pmh pmhx
    pmi pmn pmp pmr pms pmv pna pnd pnes pnet pnh pni pnpv pns pnv poa poag poct pocus polst popq pops pos
    ppd ppe pph pphn ppi ppm ppms ppn ppo pprom pps ppsv23 ppv prl prn probnp procal promis prvc ps psa psc
    psg psh pshx psi psm psp pss pst psv psvt pta ptb ptc ptca ptfe pth pthrp ptl ptns pto ptot ptp ptsd ptt
    ptx puf puo puppp pv pvc pvd pvi pvl pvr pwb pwv qa qam qc qft qhs qid qod qol qpm qrs qsofa qt qtc raas
    raiu rapd rarc ras rass rbbb rbc rbf rbp rca rcc rcog rcp rct rcvs rda rds rdw reboa recist reeda reg rei
    rems reps resp retic rf rfa rhd rhf ria ricu rij ripa rle rll rln rlq rls rml rmsf roi rop ros1 rosc rpe
    rpgn rph rpls rpm rpr rpt rrms rrr rrt rsi rsv rsvp rta rtc rti rts rtw rtx rul ruq rvh rvp rvr rvsp rvu
    rygb saag sages sah samhsa saml sasi sbar sbe sbft sbi sbirt sbo sbp sbq sbrt sbs sbt sca scad scc sccm
    scd scds sci scip sclc scm scn scorad sdb sdh sdoh sds sem sfa sfemg sftp sga sglt2 sgot sgpt sh shbg
    shox siadh sibo sicu sij simv sirva sjs sl sle sln slnb slr slt sma smbg smfm smtp smv snb snf snhl
    snomed snri soboe sochx sol somi sos spe spect spep spk spmi spo2 spt sq sri ssdi ssi ssri sss sssi ssti
    stderr stdin stdout stemi stm stp stsg sud sudep surg svc svd svg svn svr svt swd sz taa tah tahbso tapvr
    tavi tavr tb tbd tbg tbi tbil tblc tbm tbsa tbw tca tcar tcd tcm tcn tcp tdap tdd tds tef teg tele temp
    tep tese tev tevar tfcc tft tga tha thc thr tia ticu tid tif tiff tig tiw tjc tka tko tkr tlc tlh tlif
    tls tlso tma tmd tmj tmp tms tmt tnf tnk tnm toc tof tolac toml torb tos tpa tpe tpn tpo tpr tr trali trh
    trop trt ts tsa tsf tsh tsi tslo tss tte ttg ttm ttn tto ttp ttr tts ttwb tumt turbt turp tvh tvt tvus
    twb twi txa uacr uae uao ubw uc ucl ucx udp uds ues ufe ufh ugib uip uln ultt umn unos uop updrs upep upj
    uppp upt uri urti usoh uspstf utc utf8 uti utox uuid uva uvc uvj vad vaers val vap vba vbac vbg vbi vcd
    vcug vdrl vep vf vfi vfib vfss vh vha viii vip vlan vlbw vldl vma vns vod vorb vps vre vri vs vsd vss
    vtach vte vur vvc vwd vwf vzig vzv wap warn wbat wbc wbi wbrt wct wdl wdwn wfl who whr wic wisc wle wma
    wms wnl wnv wob wocn womac wpw wrat wrt wrvu xiii xoi xrt yag yaml zarit zes
"""
