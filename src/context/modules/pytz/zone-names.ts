// Written by testdata/record_zone_names.py. One line for each set of zones with the same history, hence its length.

/**
 * What pytz 2026.6 calls the offsets of its zones. A line is `zones|names`; zones are marked with `*` where
 * common; a name is `since offset dst abbreviation`, in minutes, `since` in base 36 from 1970 and empty for always:
 * from then on the offset has that name. `=` instead of it marks a zone that has only one.
 */
export const ZONE_NAMES = `\
*Africa/Abidjan,*Africa/Accra,*Africa/Bamako,*Africa/Banjul,*Africa/Conakry,*Africa/Dakar,*Africa/Freetown,*Africa/Lome,*Africa/Nouakchott,*Africa/Ouagadougou,Africa/Timbuktu,*Atlantic/Reykjavik,*Atlantic/St_Helena,Iceland| -16 0 LMT;-i5uvk 0 0 GMT
*Africa/Addis_Ababa,*Africa/Asmara,Africa/Asmera,*Africa/Dar_es_Salaam,*Africa/Djibouti,*Africa/Kampala,*Africa/Mogadishu,*Africa/Nairobi,*Indian/Antananarivo,*Indian/Comoro,*Indian/Mayotte| 147 0 LMT;-jb7w4 150 0 +0230;-czvg6 180 0 EAT;-ac0c6 165 0 +0245
*Africa/Algiers| 12 0 LMT;-lb4tf 9 0 PMT;-iezsa 0 0 WET;-grn5o 60 60 WEST;-9cico 60 0 CET;-828uc 120 60 CEST;etac 60 60 WEST;2fymc 60 0 CET;389k0 60 60 WEST;3jps0 60 0 CET
*Africa/Bangui,*Africa/Brazzaville,*Africa/Douala,*Africa/Kinshasa,*Africa/Lagos,*Africa/Libreville,*Africa/Luanda,*Africa/Malabo,*Africa/Niamey,*Africa/Porto-Novo| 14 0 LMT;-k75se 0 0 GMT;-hjaoe 30 0 +0030;-frfsu 60 0 WAT
*Africa/Bissau| -62 0 LMT;-i5uuc -60 0 -01;1kcxo 0 0 GMT
*Africa/Blantyre,*Africa/Bujumbura,*Africa/Gaborone,*Africa/Harare,*Africa/Kigali,*Africa/Lubumbashi,*Africa/Lusaka,*Africa/Maputo| 130 0 LMT;-j3nnn 120 0 CAT
*Africa/Cairo,Egypt| 125 0 LMT;-lb4tf 120 0 EET;-985vc 180 60 EEST
*Africa/Casablanca| -30 0 LMT;-hld36 0 0 +00;-9hmw0 60 60 +01;4g4g0 60 0 +01;c1200 60 60 +01;fadfc 60 0 +01;fg7fc 0 -60 +00;hrdto 0 0 +00
*Africa/Ceuta| -21 0 LMT;-lb4tf 0 0 WET;-g6bdo 60 60 WEST;4g4g0 60 0 CET;5335o 120 60 CEST
*Africa/El_Aaiun| -53 0 LMT;-b9tyk -60 0 -01;1yu1o 0 0 +00;1zcw0 60 60 +01;fadfc 60 0 +01;fg7fc 0 -60 +00;hrdto 0 0 +00
*Africa/Johannesburg,*Africa/Maseru,*Africa/Mbabane| 112 0 LMT;-lb4tf 90 0 SAST;-kxhmi 120 0 SAST;-8jk80 180 60 SAST
*Africa/Juba| 126 0 LMT;-c7nvj 120 0 CAT;3p8o 180 60 CAST;9emgo 180 0 EAT
*Africa/Khartoum| 130 0 LMT;-c7nvn 120 0 CAT;3p8o 180 60 CAST;9emgo 180 0 EAT
*Africa/Monrovia| -43 0 LMT;-lb4tf -43 0 MMT;-fx46t -44 0 MMT;mpt8 0 0 GMT
*Africa/Ndjamena| 60 0 LMT;-i5uxp 60 0 WAT;329yc 120 60 WAST
*Africa/Sao_Tome| 27 0 LMT;-lb4tf -37 0 LMT;-i5uw0 0 0 GMT;f141o 60 0 WAT
*Africa/Tripoli,Libya| 53 0 LMT;-fno9h 60 0 CET;-5pdac 120 60 CEST;-3g0ho 120 0 EET;3u1yc 120 60 CEST;6d9ac 120 0 EET;8j92c 120 60 CEST;8owco 120 0 EET;djfs0 120 60 CEST;dpx40 120 0 EET
*Africa/Tunis| 41 0 LMT;-lb4tf 9 0 PMT;-iezsa 60 0 CET;-9m8jc 120 60 CEST
*Africa/Windhoek| 68 0 LMT;-lb4tf 90 0 +0130;-kxhmi 120 0 SAST;-8jk80 180 60 SAST;6bwco 120 0 CAT;7kzoo 60 -60 WAT
*America/Adak,America/Atka,US/Aleutian| 733 0 LMT;-lb4tf -660 0 NST;-8qfec -600 60 NWT;-7muho -600 60 NPT;-v19o -660 0 BST;-7o2c -600 60 BDT;4bvo0 -600 0 AHST;4cu0o -600 0 HST;4hhw0 -540 60 HDT
*America/Anchorage,*US/Alaska| 840 0 LMT;-lb4tf -600 0 AST;-8qfg0 -540 60 AWT;-7muho -540 60 APT;-v1bc -600 0 AHST;-7o40 -540 60 AHDT;4bvmc -540 0 YST;4ctz0 -540 0 AKST;4hhuc -480 60 AKDT
*America/Anguilla,*America/Antigua,*America/Aruba,*America/Blanc-Sablon,*America/Curacao,*America/Dominica,*America/Grenada,*America/Guadeloupe,*America/Kralendijk,*America/Lower_Princes,*America/Marigot,*America/Montserrat,*America/Port_of_Spain,*America/Puerto_Rico,*America/St_Barthelemy,*America/St_Kitts,*America/St_Lucia,*America/St_Thomas,*America/St_Vincent,*America/Tortola,America/Virgin| -264 0 LMT;-lb4tf -240 0 AST;-8nvlc -180 60 AWT;-7muho -180 60 APT
*America/Araguaina| -193 0 LMT;-hjaio -180 0 -03;-bz5ko -120 60 -02
*America/Argentina/Buenos_Aires,America/Buenos_Aires| -234 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02
*America/Argentina/Catamarca,America/Argentina/ComodRivadavia,America/Catamarca| -263 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02;6tquo -120 120 -02;74z90 -120 60 -02;9bel0 -180 60 -03;9g3h0 -180 0 -03
*America/Argentina/Cordoba,America/Cordoba,America/Rosario| -257 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02;6tquo -120 120 -02;74z90 -120 60 -02
*America/Argentina/Jujuy,America/Jujuy| -261 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02;6iq6o -180 60 -03;6tbao -120 120 -02;6xujc -180 0 -03;74z90 -120 60 -02
*America/Argentina/La_Rioja| -267 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02;9bel0 -180 60 -03;9g3h0 -180 0 -03
*America/Argentina/Mendoza,America/Mendoza| -275 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02;6ibqo -180 60 -03;74zao -120 120 -02;79arc -180 0 -03;9bel0 -180 60 -03;9g3h0 -180 0 -03;bwb10 -120 60 -02
*America/Argentina/Rio_Gallegos| -277 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02;9bel0 -180 60 -03;9g3h0 -180 0 -03
*America/Argentina/Salta| -262 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02;6tquo -120 120 -02;74z90 -120 60 -02
*America/Argentina/San_Juan| -274 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02;9bel0 -180 60 -03;9g3h0 -180 0 -03
*America/Argentina/San_Luis| -265 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02;6ibqo -180 60 -03;6pe6o -180 0 -03;9bel0 -180 60 -03;9g3h0 -180 0 -03;bwzfc -180 60 -03;cgeeo -180 0 -03
*America/Argentina/Tucuman| -261 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02;6tquo -120 120 -02;74z90 -120 60 -02;9bel0 -180 60 -03;9g3h0 -180 0 -03
*America/Argentina/Ushuaia| -273 0 LMT;-lb4tf -257 0 CMT;-fjxkw -240 0 -04;-c8m1c -180 60 -03;-2plc -180 0 -03;19rx0 -120 60 -02;9bel0 -180 60 -03;9g3h0 -180 0 -03
*America/Asuncion| -231 0 LMT;-lb4tf -231 0 AMT;-byy9m -240 0 -04;uzqo -180 0 -03;1sseo -180 60 -03;h5ml0 -180 0 -03
*America/Atikokan,*America/Cayman,America/Coral_Harbour,*America/Panama,EST| -318 0 LMT;-lb4tf -320 0 CMT;-jbhj5 -300 0 EST
*America/Bahia,*America/Fortaleza| -154 0 LMT;-hjajq -180 0 -03;-bz5ko -120 60 -02
*America/Bahia_Banderas| -421 0 LMT;-f13oc -420 0 MST;-dbt0c -360 0 CST;-c3z8c -360 60 MDT;-btksc -360 0 CST;883b0 -360 60 MDT;clt30 -300 120 CDT;csabo -360 0 CST;cx1hc -300 60 CDT
*America/Barbados| -238 0 LMT;-i9qpe -240 0 AST;-8ob3o -180 60 ADT;-820vo -210 30 -0330
*America/Belem| -194 0 LMT;-hjain -180 0 -03;-bz5ko -120 60 -02
*America/Belize| -353 0 LMT;-i31i8 -360 0 CST;-g1m60 -330 30 -0530;-8m5a0 -300 60 CWT;-7muho -300 60 CPT;189m0 -300 60 CDT
*America/Boa_Vista| -243 0 LMT;-hjaha -240 0 -04;-bz5j0 -180 60 -03
*America/Bogota| -296 0 LMT;-lb4tf -296 0 BMT;-h987s -300 0 -05;6zrkc -240 60 -04
*America/Boise| -465 0 LMT;-lb4tf -480 0 PST;-g7fzc -420 60 PDT;-elrbc -420 0 MST;-8qfl0 -360 60 MWT;-7muho -360 60 MPT;-u550 -360 60 MDT
*America/Cambridge_Bay| 0 0 -00;-fno80 -420 0 MST;-8qfl0 -360 60 MWT;-7muho -360 60 MPT;q8v0 -360 60 MDT;9c9xc -360 0 CST;9h11c -300 60 CDT;9nibo -300 0 EST;9s9j0 -360 60 MDT
*America/Campo_Grande| -218 0 LMT;-hjahy -240 0 -04;-bz5j0 -180 60 -03
*America/Cancun| -347 0 LMT;-f13q0 -360 0 CST;3r3pc -300 0 EST;8839c -300 60 CDT;8pl7o -300 0 EST;8uk3o -240 60 EDT;8y8a0 -300 60 CDT;e491c -300 0 EST
*America/Caracas| -268 0 LMT;-lb4tf -268 0 CMT;-i4k0l -270 0 -0430;-1kcoi -240 0 -04
*America/Cayenne| -209 0 LMT;-ibj67 -240 0 -04;-pe9c -180 0 -03
*America/Chicago,*US/Central| -351 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-alfuo -300 0 EST;-a8h6o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-7exmo -300 60 CDT
*America/Chihuahua| -424 0 LMT;-f13oc -420 0 MST;-dbt0c -360 0 CST;-c3z8c -360 60 MDT;-btksc -360 0 CST;8839c -300 60 CDT;8uk70 -360 60 MDT;gjj9c -360 0 CST
*America/Ciudad_Juarez| -426 0 LMT;-f13oc -420 0 MST;-dbt0c -360 0 CST;-c3z8c -360 60 MDT;-btksc -360 0 CST;8839c -300 60 CDT;8uk70 -360 60 MDT;gjj9c -360 0 CST;gnn30 -360 60 MDT
*America/Costa_Rica| -336 0 LMT;-lb4tf -336 0 SJMT;-fbxqo -360 0 CST;2v5m0 -300 60 CDT
*America/Coyhaique| -288 0 LMT;-lb4tf -283 0 SMT;-is3s6 -300 0 -05;-g2f46 -240 0 -04;-d98w6 -240 43 -04;-cxy7o -240 60 -04;-bouvo -240 0 -04;-7b55c -240 60 -04;-72xlc -240 0 -04;-d2xc -180 60 -03;hafx0 -180 0 -03
*America/Creston,*America/Phoenix,MST,*US/Arizona| -448 0 LMT;-lb4tf -420 0 MST;-g7g10 -360 60 MDT;-8qfl0 -360 60 MWT;-u550 -360 60 MDT
*America/Cuiaba| -224 0 LMT;-hjahs -240 0 -04;-bz5j0 -180 60 -03
*America/Danmarkshavn| -75 0 LMT;-gqb9y -180 0 -03;37ooc -120 60 -02;85390 0 0 GMT
*America/Dawson| -558 0 LMT;-lb4tf -540 0 YST;-g70do -480 60 YDT;-8qfho -480 60 YWT;-7muho -480 60 YPT;-1gtt0 -420 120 YDDT;173j0 -480 0 PST;38c8o -420 60 PDT;fx2bo -420 0 MST
*America/Dawson_Creek| -481 0 LMT;-lb4tf -480 0 PST;-g70fc -420 60 PDT;-8qfjc -420 60 PWT;-7muho -420 60 PPT;-73p3c -420 60 PDT;u0f0 -420 0 MST
*America/Denver,America/Shiprock,Navajo,*US/Mountain| -420 0 LMT;-lb4tf -420 0 MST;-g7g10 -360 60 MDT;-8qfl0 -360 60 MWT;-7muho -360 60 MPT;-1gtt0 -360 60 MDT
*America/Detroit,US/Michigan| -332 0 LMT;-kcqms -360 0 CST;-h3vuo -300 0 EST;-8qfoc -240 60 EWT;-7muho -240 60 EPT;-6sgsc -240 60 EDT
*America/Edmonton,America/Yellowknife,*Canada/Mountain| -454 0 LMT;-jtyzf -420 0 MST;-g70h0 -360 60 MDT;-8qfl0 -360 60 MWT;-7muho -360 60 MPT;-73p50 -360 60 MDT;hsotc -360 0 CST
*America/Eirunepe| -279 0 LMT;-hjag9 -300 0 -05;-bz5hc -240 60 -04;c1rsc -240 0 -04
*America/El_Salvador| -357 0 LMT;-fcda4 -360 0 CST;5feq0 -300 60 CDT
America/Ensenada,America/Santa_Isabel,*America/Tijuana,Mexico/BajaNorte| -468 0 LMT;-f13oc -420 0 MST;-eekkc -480 0 PST;-c4veo -420 60 PDT;-8o5eo -420 60 PWT;-7muho -420 60 PPT;-6t2yo -420 60 PDT
*America/Fort_Nelson| -491 0 LMT;-lb4tf -480 0 PST;-g70fc -420 60 PDT;-8qfjc -420 60 PWT;-7muho -420 60 PPT;-73p3c -420 60 PDT;e5c0o -420 0 MST
America/Fort_Wayne,*America/Indiana/Indianapolis,America/Indianapolis,US/East-Indiana| -345 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-7exmo -300 60 CDT;-4lluo -300 0 EST;-7occ -240 60 EDT
*America/Glace_Bay| -240 0 LMT;-l5h5d -240 0 AST;-g70m0 -180 60 ADT;-8qfq0 -180 60 AWT;-7muho -180 60 APT;-582u0 -180 60 ADT
America/Godthab,*America/Nuuk| -207 0 LMT;-gqb6a -180 0 -03;37ooc -120 60 -02;go29o -120 0 -02;gziho -60 60 -01
*America/Goose_Bay| -242 0 LMT;-lb4tf -211 0 NST;-g70mu -151 60 NDT;-avui6 -210 0 NST;-aj966 -150 60 NDT;-8nmq6 -150 60 NWT;-7muho -150 60 NPT;-7ei6u -150 60 NDT;-16tyu -240 0 AST;-15li0 -180 60 ADT;5pryp -120 120 ADDT
*America/Grand_Turk| -285 0 LMT;-lb4tf -307 0 KMT;-i4w7h -300 0 EST;2x3no -240 60 EDT;e5bvo -240 0 AST;f38zo -240 60 EDT
*America/Guatemala| -362 0 LMT;-g1n9y -360 0 CST;17yi0 -300 60 CDT
*America/Guayaquil| -319 0 LMT;-lb4tf -314 0 QMT;-c7nja -300 0 -05;768wc -240 60 -04
*America/Guyana| -233 0 LMT;-iakpk -240 0 -04;-h67dc -225 0 -0345;1qwm9 -180 0 -03
*America/Halifax,*Canada/Atlantic| -254 0 LMT;-l5h4y -240 0 AST;-gty9c -180 60 ADT;-8qfq0 -180 60 AWT;-7muho -180 60 APT;-7exq0 -180 60 ADT
*America/Havana,Cuba| -329 0 LMT;-lb4tf -330 0 HMT;-dx4av -300 0 CST;-d0ifo -240 60 CDT
*America/Hermosillo| -444 0 LMT;-f13oc -420 0 MST;-dbt0c -360 0 CST;-c3z8c -360 60 MDT;-btksc -360 0 CST;883b0 -360 60 MDT
*America/Indiana/Knox,America/Knox_IN,US/Indiana-Starke| -346 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-73p6o -300 60 CDT;-2ej6o -300 0 EST;-u56o -300 60 CDT;6tyro -300 0 EST;bcnfo -300 60 CDT
*America/Indiana/Marengo| -345 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-5ujmo -300 60 CDT;-2prmo -300 0 EST;-7occ -240 60 EDT;1997o -300 0 CDT;1ibvo -300 0 EST
*America/Indiana/Petersburg| -349 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-4le60 -300 60 CDT;-1gtuo -300 0 EST;-u56o -300 60 CDT;2g8zo -300 0 EST;bcnfo -300 60 CDT;bukzo -300 0 EST;bygzo -240 60 EDT
*America/Indiana/Tell_City| -347 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-4le60 -300 60 CDT;-1s2ao -300 0 EST;-iwqo -300 60 CDT;-7oao -240 120 EDT;-2260 -300 0 EST;3k3o -240 60 EDT;bcnfo -300 60 CDT
*America/Indiana/Vevay| -340 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-4wuao -300 0 EST;-7occ -240 60 EDT
*America/Indiana/Vincennes| -350 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-7exmo -300 60 CDT;-1s2ao -300 0 EST;-7occ -240 60 EDT;bcnfo -300 60 CDT;bukzo -300 0 EST
*America/Indiana/Winamac| -346 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-7exmo -300 60 CDT;-2prmo -300 0 EST;-7occ -240 60 EDT;bcnfo -300 60 CDT;bn8lc -240 120 EDT;buky0 -300 0 EST;bygzo -240 60 EDT
*America/Inuvik| 0 0 -00;-5bmw0 -480 0 PST;q8wo -420 60 PDT;2x3so -360 120 MDT;32pxc -420 0 MST;38c70 -360 60 MDT;hsotc -360 0 CST
*America/Iqaluit,America/Pangnirtung| 0 0 -00;-8l3s0 -240 60 EWT;-7muho -240 60 EPT;-7lf20 -300 0 EST;q8ro -240 60 EDT;9c9u0 -360 0 CST;9h11c -300 60 CDT;9nibo -300 0 EST
*America/Jamaica,Jamaica| -307 0 LMT;-lb4tf -307 0 KMT;-i4w7h -300 0 EST;1997o -240 60 EDT
*America/Juneau| 902 0 LMT;-lb4tf -480 0 PST;-8qfjc -420 60 PWT;-7muho -420 60 PPT;-7o7c -420 60 PDT;38c8o -480 60 YDT;3dygo -480 0 PST;4bvj0 -540 0 YST;4ctz0 -540 0 AKST;4hhuc -480 60 AKDT
*America/Kentucky/Louisville,America/Louisville| -343 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-7expz -300 60 CDT;-2n6cc -300 0 EST;-iwsc -240 60 EDT;1997o -300 0 CDT;1ibvo -300 0 EST
*America/Kentucky/Monticello| -339 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-iwqo -300 60 CDT;9nibo -300 0 EST;9s9fo -240 60 EDT
*America/La_Paz| -273 0 LMT;-lb4tf -273 0 CMT;-bysog -213 60 BST;-btx64 -240 0 -04
*America/Lima| -308 0 LMT;-lb4tf -309 0 LMT;-j8hrg -300 0 -05;-a0qfo -240 60 -04
*America/Los_Angeles,*US/Pacific| -473 0 LMT;-lb4tf -480 0 PST;-g7fzc -420 60 PDT;-8qfjc -420 60 PWT;-7muho -420 60 PPT;-6trbb -420 60 PDT
*America/Maceio| -143 0 LMT;-hjak2 -180 0 -03;-bz5ko -120 60 -02
*America/Managua| -345 0 LMT;-lb4tf -345 0 MMT;-b4hif -360 0 CST;11je0 -300 0 EST;2vsy0 -300 60 CDT;6w08o -300 0 EST;b1mq0 -300 60 CDT
*America/Manaus,Brazil/West| -240 0 LMT;-hjahc -240 0 -04;-bz5j0 -180 60 -03
*America/Martinique| -244 0 LMT;-lb4tf -244 0 FFMT;-idex8 -240 0 AST;37omo -180 60 ADT
*America/Matamoros| -390 0 LMT;-f13q0 -360 0 CST;5ps5c -300 60 CDT
*America/Mazatlan,Mexico/BajaSur| -426 0 LMT;-f13oc -420 0 MST;-dbt0c -360 0 CST;-c3z8c -360 60 MDT;-btksc -360 0 CST;883b0 -360 60 MDT
*America/Menominee| -350 0 LMT;-lb4tf -360 0 CST;-g7g2o -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-7exmo -300 60 CDT;-7oao -300 0 EST;11h7o -300 60 CDT
*America/Merida| -358 0 LMT;-f13q0 -360 0 CST;3r3pc -300 0 EST;8839c -300 60 CDT
*America/Metlakatla| 914 0 LMT;-lb4tf -480 0 PST;-8qfjc -420 60 PWT;-7muho -420 60 PPT;-7o7c -420 60 PDT;ecogo -540 0 AKST;egsac -480 60 AKDT;falko -480 0 PST;fehmc -480 60 AKDT
*America/Mexico_City,Mexico/General| -397 0 LMT;-f13oc -420 0 MST;-dbt0c -360 0 CST;-c3z8c -360 60 MDT;-btksc -360 0 CST;-9ody0 -300 60 CDT;-85lq0 -300 60 CWT;-685q0 -300 60 CDT
*America/Miquelon| -225 0 LMT;-ic0xs -240 0 AST;38geo -180 0 -03;5ejkc -120 60 -02
*America/Moncton| -259 0 LMT;-lb4tf -300 0 EST;-l5h3o -240 0 AST;-g70m0 -180 60 ADT;-8qfq0 -180 60 AWT;-7muho -180 60 APT;-7exq0 -180 60 ADT
*America/Monterrey| -401 0 LMT;-f13q0 -420 0 MST;-dbt0c -360 0 CST;-c3z8c -360 60 MDT;-btksc -360 0 CST;5ps5c -300 60 CDT
*America/Montevideo| -225 0 LMT;-j9z5s -225 0 MMT;-fjxls -240 0 -04;-ehexc -180 60 -03;-ebrn0 -210 0 -0330;-e64a6 -180 30 -03;-8gxn0 -150 60 -0230;-8e5nu -180 0 -03;-3blf0 -150 30 -0230;-348z0 -120 60 -02;19gt0 -90 90 -0130
America/Montreal,*America/Nassau,America/Nipigon,America/Thunder_Bay,*America/Toronto,*Canada/Eastern| -318 0 LMT;-lb4tf -300 0 EST;-g70kc -240 60 EDT;-8qfoc -240 60 EWT;-7muho -240 60 EPT;-7exoc -240 60 EDT
*America/New_York,*US/Eastern| -296 0 LMT;-lb4tf -300 0 EST;-g7g4c -240 60 EDT;-8qfoc -240 60 EWT;-7muho -240 60 EPT;-7exoc -240 60 EDT
*America/Nome| 778 0 LMT;-lb4tf -660 0 NST;-8qfec -600 60 NWT;-7muho -600 60 NPT;-v19o -660 0 BST;-7o2c -600 60 BDT;4bvo0 -540 0 YST;4ctz0 -540 0 AKST;4hhuc -480 60 AKDT
*America/Noronha,Brazil/DeNoronha| -130 0 LMT;-hjakf -120 0 -02;-bz5mc -60 60 -01
*America/North_Dakota/Beulah| -407 0 LMT;-lb4tf -420 0 MST;-g7g10 -360 60 MDT;-8qfl0 -360 60 MWT;-7muho -360 60 MPT;-u550 -360 60 MDT;csi5c -360 0 CST;cwe5c -300 60 CDT
*America/North_Dakota/Center| -405 0 LMT;-lb4tf -420 0 MST;-g7g10 -360 60 MDT;-8qfl0 -360 60 MWT;-7muho -360 60 MPT;-u550 -360 60 MDT;7579c -360 0 CST;7a65c -300 60 CDT
*America/North_Dakota/New_Salem| -406 0 LMT;-lb4tf -420 0 MST;-g7g10 -360 60 MDT;-8qfl0 -360 60 MWT;-7muho -360 60 MPT;-u550 -360 60 MDT;al7pc -360 0 CST;aq6lc -300 60 CDT
*America/Ojinaga| -418 0 LMT;-f13oc -420 0 MST;-dbt0c -360 0 CST;-c3z8c -360 60 MDT;-btksc -360 0 CST;8839c -300 60 CDT;8uk70 -360 60 MDT;gjj9c -360 0 CST
*America/Paramaribo| -221 0 LMT;-ih49w -221 0 PMT;-7le1w -210 0 -0330;4m9pu -180 0 -03
*America/Port-au-Prince| -289 0 LMT;-lb4tf -289 0 PPMT;-gkqjz -300 0 EST;46gwc -240 60 EDT
America/Porto_Acre,*America/Rio_Branco,Brazil/Acre| -271 0 LMT;-hjagh -300 0 -05;-bz5hc -240 60 -04;c1rsc -240 0 -04
*America/Porto_Velho| -256 0 LMT;-hjagx -240 0 -04;-bz5j0 -180 60 -03
*America/Punta_Arenas| -284 0 LMT;-lb4tf -283 0 SMT;-is3s6 -300 0 -05;-g2f46 -240 0 -04;-d98w6 -240 43 -04;-cxy7o -240 60 -04;-bouvo -240 0 -04;-7b55c -240 60 -04;-72xlc -240 0 -04;-d2xc -180 60 -03;eozh0 -180 0 -03
America/Rainy_River,*America/Winnipeg,*Canada/Central| -389 0 LMT;-lb4tf -360 0 CST;-gt9q0 -300 60 CDT;-8qfmo -300 60 CWT;-7muho -300 60 CPT;-7ei2o -300 60 CDT;hsoro -300 0 EST
*America/Rankin_Inlet| 0 0 -00;-42jk0 -360 0 CST;q8tc -300 60 CDT;9nibo -300 0 EST;9s9hc -300 60 CDT
*America/Recife| -140 0 LMT;-hjak5 -180 0 -03;-bz5ko -120 60 -02
*America/Regina,Canada/Saskatchewan| -419 0 LMT;-k58ke -420 0 MST;-g70h0 -360 60 MDT;-8qfl0 -360 60 MWT;-7muho -360 60 MPT;-7fd50 -360 60 MDT;-317t0 -360 0 CST
*America/Resolute| 0 0 -00;-6ztk0 -360 0 CST;q8tc -300 60 CDT;9nibo -300 0 EST;9s9hc -300 60 CDT;bj4ro -300 0 EST;bn8lc -300 60 CDT
*America/Santarem| -219 0 LMT;-hjahy -240 0 -04;-bz5j0 -180 60 -03;c1rqo -180 0 -03
*America/Santiago,Chile/Continental| -283 0 LMT;-lb4tf -283 0 SMT;-is3s6 -300 0 -05;-g2f46 -240 0 -04;-d98w6 -240 43 -04;-cxy7o -240 60 -04;-bouvo -240 0 -04;-7cj5c -180 60 -03;-7b570 -240 60 -04;-72xlc -240 0 -04
*America/Santo_Domingo| -280 0 LMT;-lb4tf -280 0 SDMT;-bias8 -300 0 EST;-zrjo -240 60 EDT;-227o -270 30 -0430;1ibsc -240 0 AST
*America/Sao_Paulo,Brazil/East| -186 0 LMT;-hjaiu -180 0 -03;-bz5ko -120 60 -02
*America/Scoresbysund| -88 0 LMT;-gqb9l -120 0 -02;37omo -60 60 -01;3ip7c 0 120 +00;3obdo -60 0 -01;3txlo 0 60 +00;gziho -60 60 -01
*America/Sitka| 899 0 LMT;-lb4tf -480 0 PST;-8qfjc -420 60 PWT;-7muho -420 60 PPT;-7o7c -420 60 PDT;4bvj0 -540 0 YST;4ctz0 -540 0 AKST;4hhuc -480 60 AKDT
*America/St_Johns,*Canada/Newfoundland| -211 0 LMT;-lb4tf -211 0 NST;-giguu -151 60 NDT;-avui6 -210 0 NST;-aupfu -150 60 NDT;-8nmq6 -150 60 NWT;-7muho -150 60 NPT;-7ei6u -150 60 NDT;5prxv -90 120 NDDT
*America/Swift_Current| -431 0 LMT;-k58k1 -420 0 MST;-g70h0 -360 60 MDT;-8qfl0 -360 60 MWT;-7muho -360 60 MPT;-7exl0 -360 60 MDT;q8v0 -360 0 CST
*America/Tegucigalpa| -349 0 LMT;-f9lac -360 0 CST;5feq0 -300 60 CDT
*America/Thule| -275 0 LMT;-gqb4d -240 0 AST;6nhe0 -180 60 ADT
*America/Vancouver,*Canada/Pacific| -492 0 LMT;-lb4tf -480 0 PST;-g70fc -420 60 PDT;-8qfjc -420 60 PWT;-7muho -420 60 PPT;-7exjc -420 60 PDT;hsov0 -420 0 MST
*America/Whitehorse,Canada/Yukon| -540 0 LMT;-lb4tf -540 0 YST;-g70do -480 60 YDT;-8qfho -480 60 YWT;-7muho -480 60 YPT;-1gtt0 -420 120 YDDT;-17bl0 -480 0 PST;38c8o -420 60 PDT;fx2bo -420 0 MST
*America/Yakutat| 881 0 LMT;-lb4tf -540 0 YST;-8qfho -480 60 YWT;-7muho -480 60 YPT;-7o5o -480 60 YDT;4ctz0 -540 0 AKST;4hhuc -480 60 AKDT
*Antarctica/Casey| 0 0 -00;-b9k0 480 0 +08;cglq0 660 0 +11
*Antarctica/Davis| 0 0 -00;-42680 420 0 +07;cglro 300 0 +05
*Antarctica/DumontDUrville,*Pacific/Chuuk,*Pacific/Port_Moresby,Pacific/Truk,Pacific/Yap| 589 0 LMT;-lb4tf 600 0 +10
*Antarctica/Macquarie| 0 0 -00;-lb4tf 600 0 AEST;-gobhc 660 60 AEDT
*Antarctica/Mawson| 0 0 -00;-4z1k0 360 0 +06;cgltc 300 0 +05
*Antarctica/McMurdo,Antarctica/South_Pole,NZ,*Pacific/Auckland| 699 0 LMT;-lb4tf 690 0 NZMT;-d787u 750 60 NZST;-cwn3u 720 30 NZST;-7ikk0 720 0 NZST;1iivc 780 60 NZDT
*Antarctica/Palmer| 0 0 -00;-1kcw0 -180 60 -03;-1ij70 -240 0 -04;-2plc -180 0 -03;19rx0 -120 60 -02;3zzio -180 60 -03;eozh0 -180 0 -03
*Antarctica/Rothera| 0 0 -00;25yo0 -180 0 -03
*Antarctica/Syowa,*Asia/Aden,*Asia/Kuwait,*Asia/Riyadh| 187 0 LMT;-752l7 180 0 +03
*Antarctica/Troll| 0 0 -00;azv40 0 0 +00;b16xo 120 120 +02
*Antarctica/Vostok| 0 0 -00;-3rrs0 420 0 +07;gwano 300 0 +05
*Arctic/Longyearbyen,Atlantic/Jan_Mayen,*Europe/Berlin,*Europe/Copenhagen,*Europe/Oslo,*Europe/Stockholm| 53 0 LMT;-lb4tf 60 0 CET;-gt17c 120 60 CEST;-7peo0 180 120 CEMT
*Asia/Almaty| 308 0 LMT;-eatkk 300 0 +05;-cdnkc 360 0 +06;3is60 420 60 +07;6ngxc 360 60 +06;6wjn0 360 0 +06
*Asia/Amman| 144 0 LMT;-c7nw0 120 0 EET;12n0o 180 60 EEST;gjgko 180 0 +03
*Asia/Anadyr| 710 0 LMT;-eatvq 720 0 +12;-cdnw0 780 0 +13;3iruc 840 60 +14;3u1ec 780 60 +13;6ngnc 720 60 +12;6t2x0 660 0 +11;6wjd0 720 0 +12;clkfc 720 60 +12;cwsx0 720 0 +12
*Asia/Aqtau| 201 0 LMT;-eathm 240 0 +04;-cdnio 300 0 +05;3ofjo 360 0 +06;3u1q0 360 60 +06;6ngz0 300 60 +05;6wjoo 300 0 +05;7weso 300 60 +05;awngo 300 0 +05
*Asia/Aqtobe| 229 0 LMT;-eatid 240 0 +04;-cdnio 300 0 +05;3is7o 360 60 +06;3ofi0 360 0 +06;3u1q0 360 60 +06;6ngz0 300 60 +05;6wjoo 300 0 +05
*Asia/Ashgabat,Asia/Ashkhabad| 234 0 LMT;-eatii 240 0 +04;-cdnio 300 0 +05;3is7o 360 60 +06;6ngz0 300 60 +05;6wjoo 300 0 +05
*Asia/Atyrau| 208 0 LMT;-eaths 180 0 +03;-cdnh0 300 0 +05;3ofjo 360 0 +06;3u1q0 360 60 +06;6ngz0 300 60 +05;6t38o 240 0 +04;6wjoo 300 0 +05;95kb0 300 60 +05;awngo 300 0 +05
*Asia/Baghdad| 178 0 LMT;-lb4tf 178 0 BMT;-ga7gy 180 0 +03;3uz70 240 60 +04
*Asia/Bahrain,*Asia/Qatar| 206 0 LMT;-fnodr 240 0 +04;r7tc 180 0 +03
*Asia/Baku| 199 0 LMT;-eathk 180 0 +03;-40q50 240 0 +04;3is9c 300 60 +05;6nh0o 240 60 +04;74bqc 240 0 +04
*Asia/Bangkok,*Asia/Phnom_Penh,*Asia/Vientiane,*Indian/Christmas| 402 0 LMT;-lb4tf 402 0 BMT;-fkvf7 420 0 +07
*Asia/Barnaul| 335 0 LMT;-focxb 360 0 +06;-cdnm0 420 0 +07;3is4c 480 60 +08;6ngvo 420 60 +07;6wjlc 420 0 +07;7ycio 420 60 +07;cwt5c 420 0 +07
*Asia/Beirut| 142 0 LMT;-lb4tf 120 0 EET;-fkznc 180 60 EEST
*Asia/Bishkek| 298 0 LMT;-eatkb 300 0 +05;-cdnkc 360 0 +06;3is60 420 60 +07;6ngxc 360 60 +06;b5fy0 360 0 +06
*Asia/Brunei,*Asia/Kuching| 441 0 LMT;-dq7ga 450 0 +0730;-bl3wi 480 0 +08;-aqodc 500 20 +0820;-8q8lc 540 0 +09
Asia/Calcutta,*Asia/Kolkata| 353 0 LMT;-lb4tf 321 0 MMT;-k1hky 330 0 IST;-8uht6 390 60 +0630
*Asia/Chita| 454 0 LMT;-fo7gm 480 0 +08;-cdnpc 540 0 +09;3is10 600 60 +10;6ngsc 540 60 +09;6wji0 540 0 +09;cwt0c 600 0 +10
Asia/Choibalsan,*Asia/Ulaanbaatar,Asia/Ulan_Bator| 428 0 LMT;-k67nw 420 0 +07;2i6cc 480 0 +08;45b6o 540 60 +09
Asia/Chongqing,Asia/Chungking,Asia/Harbin,*Asia/Shanghai,PRC| 486 0 LMT;-lb4tf 480 0 CST;-fvstc 540 60 CDT
*Asia/Colombo| 319 0 LMT;-lb4tf 320 0 MMT;-k1hkw 330 0 +0530;-8rj56 360 30 +06;-8k5m0 390 60 +0630;89jyu 390 0 +0630;8eb20 360 0 +06
Asia/Dacca,*Asia/Dhaka| 362 0 LMT;-lb4tf 353 0 HMT;-8uhtu 390 0 +0630;-8niqu 330 0 +0530;-5pt6u 360 0 +06;ccwcc 420 60 +07
*Asia/Damascus| 145 0 LMT;-fnoc2 120 0 EET;-fkc80 180 60 EEST;gjgj0 180 0 +03
*Asia/Dili| 502 0 LMT;-i5v9c 480 0 +08;-8q1z0 540 0 +09
*Asia/Dubai,*Asia/Muscat,*Indian/Mahe,*Indian/Reunion| 221 0 LMT;-fnoe6 240 0 +04
*Asia/Dushanbe| 275 0 LMT;-eatjo 300 0 +05;-cdnkc 360 0 +06;3is60 420 60 +07;6ngxc 360 60 +06
*Asia/Famagusta| 136 0 LMT;-f2lfs 120 0 EET;1ni4o 180 60 EEST;emaj0 180 0 +03;f3o9o 180 60 EEST
*Asia/Gaza| 138 0 LMT;-lb4tf 120 0 EET;-99io0 180 60 EEST;-t1p0 120 0 IST;1ev0o 180 60 IDT;8530o 120 0 EET;880ko 180 60 EEST
*Asia/Hebron| 140 0 LMT;-lb4tf 120 0 EET;-99io0 180 60 EEST;-t1p0 120 0 IST;1ev0o 180 60 IDT;8530o 120 0 EET;880ko 180 60 EEST
*Asia/Ho_Chi_Minh,Asia/Saigon| 427 0 LMT;-jvwjv 427 0 PLMT;-idffv 420 0 +07;-8ge5c 480 0 +08;-7rkv0 540 0 +09
*Asia/Hong_Kong,Hongkong| 457 0 LMT;-kep7o 480 0 HKT;-8xtsc 540 60 HKST;-8uhsc 510 30 HKWT;-8rvi6 540 0 JST;-7f65c 540 60 HKST
*Asia/Hovd| 367 0 LMT;-k67m7 360 0 +06;2i6e0 420 0 +07;45b8c 480 60 +08
*Asia/Irkutsk| 417 0 LMT;-lb4tf 417 0 IMT;-fmxvm 420 0 +07;-cdnno 480 0 +08;3is2o 540 60 +09;6ngu0 480 60 +08;6wjjo 480 0 +08;cwt20 540 0 +09
Asia/Istanbul,*Europe/Istanbul,Turkey| 116 0 LMT;-lb4tf 117 0 IMT;-ijyr9 120 0 EET;-gt17c 180 60 EEST;2npf0 180 0 +03;491yc 240 60 +04;4sguc 180 60 EEST;em9f0 180 0 +03
*Asia/Jakarta| 427 0 LMT;-lb4tf 427 0 BMT;-eel88 440 0 +0720;-bmzo8 450 0 +0730;-8p5oi 540 0 +09;-6sasi 480 0 +08;-1vnwi 420 0 WIB
*Asia/Jayapura| 563 0 LMT;-bmzrn 540 0 +09;-7xlj0 570 0 +0930;-1vnzu 540 0 WIT
*Asia/Jerusalem,Asia/Tel_Aviv,Israel| 141 0 LMT;-lb4tf 141 0 JMT;-ga7fx 120 0 IST;-99io0 180 60 IDT;-6rm00 240 120 IDDT
*Asia/Kabul| 277 0 LMT;-lb4tf 240 0 +04;-7ttqo 270 0 +0430
*Asia/Kamchatka| 635 0 LMT;-ergpn 660 0 +11;-cdnuc 720 0 +12;3irw0 780 60 +13;6ngnc 720 60 +12;6wjd0 720 0 +12;clkfc 720 60 +12;cwsx0 720 0 +12
*Asia/Karachi| 268 0 LMT;-jq7zh 330 0 +0530;-8k5l6 390 60 +0630;-5pt56 300 0 +05;duno 300 0 PKT;a3p3o 360 60 PKST
Asia/Kashgar,*Asia/Urumqi| 350 0 LMT;-d5htr 360 0 +06
*Asia/Kathmandu,Asia/Katmandu| 341 0 LMT;-fnohi 330 0 +0530;50d2u 345 0 +0545
*Asia/Khandyga| 542 0 LMT;-fo7j3 480 0 +08;-cdnpc 540 0 +09;3is10 600 60 +10;6ngsc 540 60 +09;6wji0 540 0 +09;an9d0 600 0 +10;apy2o 660 60 +11;cwsyo 660 0 +11
*Asia/Krasnoyarsk| 371 0 LMT;-fniyc 360 0 +06;-cdnm0 420 0 +07;3is4c 480 60 +08;6ngvo 420 60 +07;6wjlc 420 0 +07;cwt3o 480 0 +08
*Asia/Kuala_Lumpur,*Asia/Singapore,Singapore| 415 0 LMT;-lb4tf 415 0 SMT;-k83fk 420 0 +07;-bl3vo 440 20 +0720;-anb88 440 0 +0720;-8vf88 450 0 +0730;-8q8ki 540 0 +09;3r9mo 480 0 +08
Asia/Macao,*Asia/Macau| 454 0 LMT;-kep8n 480 0 CST;-8ryv0 540 0 +09;-8nygo 600 60 +10;-7ev30 540 60 CDT
*Asia/Magadan| 603 0 LMT;-eatss 600 0 +10;-cdnso 660 0 +11;3irxo 720 60 +12;6ngp0 660 60 +11;6wjeo 660 0 +11;cwsx0 720 0 +12
*Asia/Makassar,Asia/Ujung_Pandang| 478 0 LMT;-fnola 478 0 MMT;-bmzpa 480 0 +08;-8qgdc 540 0 +09;-7lnj0 480 0 WITA
*Asia/Manila| -956 0 LMT;-lb4tf 480 0 PST;-adwdc 540 60 PDT;-8qd30 540 0 JST;-7rx30 540 60 PDT
*Asia/Nicosia,Europe/Nicosia| 133 0 LMT;-f2lfq 120 0 EET;1ni4o 180 60 EEST
*Asia/Novokuznetsk| 349 0 LMT;-eaupp 360 0 +06;-cdnm0 420 0 +07;3is4c 480 60 +08;6ngvo 420 60 +07;6wjlc 420 0 +07;clkno 420 60 +07;cwt5c 420 0 +07
*Asia/Novosibirsk| 332 0 LMT;-fo878 360 0 +06;-cdnm0 420 0 +07;3is4c 480 60 +08;6ngvo 420 60 +07;6wjlc 420 0 +07;7bnuo 420 60 +07;cwt5c 420 0 +07
*Asia/Omsk| 294 0 LMT;-fp5s6 300 0 +05;-cdnkc 360 0 +06;3is60 420 60 +07;6ngxc 360 60 +06;6wjn0 360 0 +06;cwt5c 420 0 +07
*Asia/Oral| 205 0 LMT;-eathq 180 0 +03;-cdnh0 300 0 +05;3is7o 360 60 +06;3ofi0 360 0 +06;3u1q0 360 60 +06;60sb0 300 60 +05;66eko 240 0 +04;6wjoo 300 0 +05;6ypf0 300 60 +05;awngo 300 0 +05
*Asia/Pontianak| 437 0 LMT;-jb846 437 0 PMT;-bmzo6 450 0 +0730;-8qski 540 0 +09;-6sasi 480 0 +08;-1vnwi 480 0 WITA;5mw2o 420 0 WIB
*Asia/Pyongyang| 503 0 LMT;-jc5hz 510 0 KST;-i5va6 540 0 JST;-7mkv0 540 0 KST
*Asia/Qostanay| 254 0 LMT;-eatj3 240 0 +04;-cdnio 300 0 +05;3is7o 360 60 +06;3ofi0 360 0 +06;3u1q0 360 60 +06;6ngz0 300 60 +05;6wjoo 300 0 +05;awnf0 360 0 +06
*Asia/Qyzylorda| 262 0 LMT;-eatja 240 0 +04;-cdnio 300 0 +05;3is7o 360 60 +06;3ofi0 360 0 +06;3u1q0 360 60 +06;6ngz0 300 -60 +05;6t38o 300 0 +05;6wjn0 360 0 +06;6ypdc 360 60 +06;awnf0 360 0 +06
Asia/Rangoon,*Asia/Yangon,*Indian/Cocos| 385 0 LMT;-lb4tf 385 0 RMT;-fnoip 390 0 +0630;-8nyau 540 0 +09
*Asia/Sakhalin| 571 0 LMT;-k5jbv 540 0 +09;-7mjr0 660 0 +11;3irxo 720 60 +12;6ngp0 660 60 +11;6t2yo 600 0 +10;6wjeo 660 0 +11;8j350 660 60 +11;cwsyo 660 0 +11
*Asia/Samarkand| 268 0 LMT;-eatjg 240 0 +04;-cdnio 300 0 +05;3is7o 360 60 +06;3ofi0 360 0 +06;3u1q0 360 60 +06
*Asia/Seoul,ROK| 508 0 LMT;-jc5i4 510 0 KST;-i5va6 540 0 JST;-7m470 540 0 KST;-6rcf0 600 60 KDT;-4lae6 570 60 KDT
*Asia/Srednekolymsk| 615 0 LMT;-eatt3 600 0 +10;-cdnso 660 0 +11;3irxo 720 60 +12;6ngp0 660 60 +11;6wjeo 660 0 +11;cwsx0 720 0 +12
*Asia/Taipei,ROC| 486 0 LMT;-lb4tf 480 0 CST;-a3l9c 540 0 JST;-7efhc 540 60 CDT
*Asia/Tashkent| 277 0 LMT;-eatjq 300 0 +05;-cdnkc 360 0 +06;3is60 420 60 +07;6ngxc 360 60 +06
*Asia/Tbilisi| 179 0 LMT;-lb4tf 179 0 TBMT;-eath0 180 0 +03;-40q50 240 0 +04;3is9c 300 60 +05;6nh0o 240 60 +04;7qshc 240 0 +04;asrbo 240 60 +04;b16uc 240 0 +04
*Asia/Tehran,Iran| 206 0 LMT;-gwrpq 206 0 TMT;-atjhq 210 0 +0330;29dsi 270 60 +0430;2fygi 240 0 +04;2kqpc 300 60 +05
Asia/Thimbu,*Asia/Thimphu| 359 0 LMT;-70blz 330 0 +0530;5k1yu 360 0 +06
*Asia/Tokyo,Japan| 559 0 LMT;-lb4tf 540 0 JST;-6s9r0 600 60 JDT
*Asia/Tomsk| 340 0 LMT;-fnzlg 360 0 +06;-cdnm0 420 0 +07;3is4c 480 60 +08;6ngvo 420 60 +07;6wjlc 420 0 +07;a4fro 420 60 +07;cwt5c 420 0 +07
*Asia/Ust-Nera| 573 0 LMT;-fo7jx 480 0 +08;-cdnpc 540 0 +09;3is10 720 180 +12;3of80 660 0 +11;3u1ho 720 60 +12;6ngp0 660 60 +11;6t2yo 600 0 +10;6wjeo 660 0 +11;cwsx0 720 0 +12
*Asia/Vladivostok| 528 0 LMT;-erb2o 540 0 +09;-cdnr0 600 0 +10;3irzc 660 60 +11;6ngqo 600 60 +10;6wjgc 600 0 +10;cwsyo 660 0 +11
*Asia/Yakutsk| 519 0 LMT;-fo7if 480 0 +08;-cdnpc 540 0 +09;3is10 600 60 +10;6ngsc 540 60 +09;6wji0 540 0 +09;cwt0c 600 0 +10
*Asia/Yekaterinburg| 243 0 LMT;-gr3ar 225 0 PMT;-fsx3m 240 0 +04;-cdnio 300 0 +05;3is7o 360 60 +06;6ngz0 300 60 +05;6wjoo 300 0 +05;cwt70 360 0 +06
*Asia/Yerevan| 178 0 LMT;-eatgy 180 0 +03;-40q50 240 0 +04;3is9c 300 60 +05;6nh0o 240 60 +04;8212c 240 0 +04
*Atlantic/Azores| -103 0 LMT;-lb4tf -115 0 HMT;-i5uso -120 0 -02;-grjqc -60 60 -01;-8o3k0 0 120 +00;-10mpc -60 0 -01;3txlo 0 60 +00;774zc 0 0 WET;79y1o 60 60 WEST;7cg1o 0 60 +00
*Atlantic/Bermuda| -259 0 LMT;-lb4tf -259 0 BMT;-gij4t -199 60 BST;-cix1h -240 0 AST;-8rby0 -180 60 ADT
*Atlantic/Canary| -62 0 LMT;-ezaeb -60 0 -01;-7a5oo 0 0 WET;37og0 60 60 WEST
*Atlantic/Cape_Verde| -94 0 LMT;-i5uso -120 0 -02;-8k58o -60 60 -01;1uhio -60 0 -01
Atlantic/Faeroe,*Atlantic/Faroe| -27 0 LMT;-jen39 0 0 WET;3ip5o 60 60 WEST
*Atlantic/Madeira| -68 0 LMT;-lb4tf -68 0 FMT;-i5uuc -60 0 -01;-grjs0 0 60 +00;-8o3lo 60 120 +01;-10mr0 0 0 WET;3u5c0 60 60 WEST
*Atlantic/South_Georgia| -146 0 LMT;-lb4tf -120 0 -02
*Atlantic/Stanley| -231 0 LMT;-lb4tf -231 0 SMT;-i3ntl -240 0 -04;-a3q9c -180 60 -03;4692o -180 0 -03;4asd0 -120 60 -02;4x1h0 -180 60 -03;cqk20 -180 0 -03
Australia/ACT,Australia/Canberra,Australia/NSW,*Australia/Sydney| 605 0 LMT;-lb4tf 600 0 AEST;-glh9c 660 60 AEDT
*Australia/Adelaide,Australia/South| 554 0 LMT;-lb4tf 570 0 ACST;-glh8i 630 60 ACDT
*Australia/Brisbane,Australia/Queensland| 612 0 LMT;-lb4tf 600 0 AEST;-glh9c 660 60 AEDT
*Australia/Broken_Hill,Australia/Yancowinna| 566 0 LMT;-lb4tf 570 0 ACST;-glh8i 630 60 ACDT
Australia/Currie,*Australia/Hobart,Australia/Tasmania| 589 0 LMT;-lb4tf 600 0 AEST;-gobhc 660 60 AEDT
*Australia/Darwin,Australia/North| 523 0 LMT;-lb4tf 570 0 ACST;-glh8i 630 60 ACDT
*Australia/Eucla| 515 0 LMT;-lb4tf 525 0 +0845;-glh79 585 60 +0945
Australia/LHI,*Australia/Lord_Howe| 636 0 LMT;-lb4tf 600 0 AEST;3htjc 630 0 +1030;3p61u 690 60 +1130;4yblu 660 30 +11
*Australia/Lindeman| 596 0 LMT;-lb4tf 600 0 AEST;-glh9c 660 60 AEDT
*Australia/Melbourne,Australia/Victoria| 580 0 LMT;-lb4tf 600 0 AEST;-glh9c 660 60 AEDT
*Australia/Perth,Australia/West| 463 0 LMT;-lb4tf 480 0 AWST;-glh60 540 60 AWDT
CET,*Europe/Amsterdam,*Europe/Brussels,*Europe/Luxembourg,MET| 18 0 LMT;-lb4tf 0 0 WET;-h9p40 60 0 CET;-gt15o 120 60 CEST;-fx35o 60 60 WEST;-99vwo 120 120 CEST;-8i8ec 60 0 CET;-8dp2c 120 60 CEST
CST6CDT| -360 0 CST;-g7g2o -300 60 CDT
Chile/EasterIsland,*Pacific/Easter| -437 0 LMT;-lb4tf -437 0 EMT;-bourv -420 0 -07;-d2xc -360 60 -06;3ti50 -360 0 -06;3zzio -300 60 -05
EET,*Europe/Athens| 95 0 LMT;-lb4tf 95 0 AMT;-gqbem 120 0 EET;-bqlfc 180 60 EEST;-8z8t0 120 60 CEST;-8i8ec 60 0 CET;-827to 120 0 EET
EST5EDT| -300 0 EST;-g7g4c -240 60 EDT
Eire,*Europe/Dublin| -25 0 LMT;-lb4tf -25 0 DMT;-gserz 35 60 IST;-goazz 0 0 GMT;-gih0o 60 60 BST;-eyiko 60 60 IST;-daxo 60 0 IST;kmbc 0 -60 GMT
Etc/GMT,Etc/GMT+0,Etc/GMT-0,Etc/GMT0,Etc/Greenwich,*GMT,GMT+0,GMT-0,GMT0,Greenwich|= 0 0 GMT
Etc/GMT+1|= -60 0 -01
Etc/GMT+10|= -600 0 -10
Etc/GMT+11|= -660 0 -11
Etc/GMT+12|= -720 0 -12
Etc/GMT+2|= -120 0 -02
Etc/GMT+3|= -180 0 -03
Etc/GMT+4|= -240 0 -04
Etc/GMT+5|= -300 0 -05
Etc/GMT+6|= -360 0 -06
Etc/GMT+7|= -420 0 -07
Etc/GMT+8|= -480 0 -08
Etc/GMT+9|= -540 0 -09
Etc/GMT-1|= 60 0 +01
Etc/GMT-10|= 600 0 +10
Etc/GMT-11|= 660 0 +11
Etc/GMT-12|= 720 0 +12
Etc/GMT-13|= 780 0 +13
Etc/GMT-14|= 840 0 +14
Etc/GMT-2|= 120 0 +02
Etc/GMT-3|= 180 0 +03
Etc/GMT-4|= 240 0 +04
Etc/GMT-5|= 300 0 +05
Etc/GMT-6|= 360 0 +06
Etc/GMT-7|= 420 0 +07
Etc/GMT-8|= 480 0 +08
Etc/GMT-9|= 540 0 +09
Etc/UCT,Etc/UTC,Etc/Universal,Etc/Zulu,UCT,*UTC,Universal,Zulu|= 0 0 UTC
*Europe/Andorra| 6 0 LMT;-lb4tf 0 0 WET;-7a5s0 60 0 CET;4rupo 120 60 CEST
*Europe/Astrakhan| 192 0 LMT;-eauld 180 0 +03;-cdnh0 240 0 +04;3is9c 300 60 +05;60sco 240 60 +04;6nh2c 240 0 +04;6ypgo 240 60 +04;cwtac 240 0 +04
Europe/Belfast,*Europe/Guernsey,*Europe/Isle_of_Man,*Europe/Jersey,*Europe/London,GB,GB-Eire| -1 0 LMT;-lb4tf 0 0 GMT;-gseso 60 60 BST;-8z46c 120 120 BDST;-daxo 60 0 BST;oxvc 60 60 BST
*Europe/Belgrade,*Europe/Ljubljana,*Europe/Podgorica,*Europe/Sarajevo,*Europe/Skopje,*Europe/Zagreb| 82 0 LMT;-lb4tf 60 0 CET;-8zkzc 120 60 CEST
*Europe/Bratislava,*Europe/Prague| 58 0 LMT;-lb4tf 60 0 CET;-gt17c 120 60 CEST;-788so 0 -60 GMT
*Europe/Bucharest| 104 0 LMT;-lb4tf 104 0 BMT;-c1d6x 120 0 EET;-bs1nc 180 60 EEST
*Europe/Budapest| 76 0 LMT;-lb4tf 60 0 CET;-gt17c 120 60 CEST
*Europe/Busingen,*Europe/Vaduz,*Europe/Zurich| 34 0 LMT;-lb4tf 60 0 CET;-8z340 120 60 CEST
*Europe/Chisinau,Europe/Tiraspol| 115 0 LMT;-lb4tf 115 0 CMT;-g8tf7 104 0 BMT;-c1d6x 120 0 EET;-bs1nc 180 60 EEST;-8wu50 120 60 CEST;-8i8ec 60 0 CET;-7xu3c 180 0 MSK;3isb0 240 60 MSD;6dbgo 180 60 EEST;6huw0 120 0 EET
*Europe/Gibraltar| -21 0 LMT;-lb4tf 0 0 GMT;-gseso 60 60 BST;-8z46c 120 120 BDST;-3zd0o 60 0 CET;3txlo 120 60 CEST
*Europe/Helsinki,*Europe/Mariehamn| 100 0 LMT;-lb4tf 100 0 HMT;-f8oas 120 0 EET;-8ot7c 180 60 EEST
*Europe/Kaliningrad| 82 0 LMT;-lb4tf 60 0 CET;-gt17c 120 60 CEST;-7qrnc 120 0 EET;-7q6jc 180 60 EEST;-7flfc 180 0 MSK;3isb0 240 60 MSD;60sec 180 60 EEST;cwtc0 180 0 +03
Europe/Kiev,*Europe/Kyiv,Europe/Uzhgorod,Europe/Zaporozhye| 122 0 LMT;-lb4tf 122 0 KMT;-eatff 120 0 EET;-cdnfc 180 0 MSK;-8utx0 120 60 CEST;-8i8ec 60 0 CET;3isb0 240 60 MSD;6f1oo 180 60 EEST;6t3c0 120 0 EET
*Europe/Kirov| 199 0 LMT;-ftco0 180 0 +03;-cdnh0 240 0 +04;3is9c 300 60 +05;60sco 240 60 MSD;66emc 180 0 MSK;6nh2c 240 0 +04;6ypgo 240 60 MSD;cwtac 240 0 MSK
*Europe/Lisbon,Portugal,WET| -37 0 LMT;-i5uw0 0 0 WET;-grjto 60 60 WEST;-8o3nc 120 120 WEMT;-10mso 60 0 CET;29jk0 60 60 WEST;74bto 60 0 CET;79y1o 120 60 CEST;87v5o 60 60 WEST
*Europe/Madrid| -15 0 LMT;-lb4tf 0 0 WET;-g6ypo 60 60 WEST;-9x1fc 120 120 WEMT;-9bv5o 60 0 CET;-8nvvc 120 60 CEST
*Europe/Malta| 58 0 LMT;-lb4tf 60 0 CET;-grzdo 120 60 CEST
*Europe/Minsk| 110 0 LMT;-lb4tf 110 0 MMT;-eatf2 120 0 EET;-cdnfc 180 0 MSK;-8xf90 120 60 CEST;-8i8ec 60 0 CET;3isb0 240 60 MSD;6nh2c 180 60 EEST;6t3c0 120 0 EET;cwtc0 180 0 +03
*Europe/Monaco,*Europe/Paris| 9 0 LMT;-lb4tf 9 0 PMT;-iezsa 0 0 WET;-grn5o 60 60 WEST;-9937c 120 120 CEST;-8i8ec 60 0 CET;-8dp2c 120 60 CEST;-7xszc 120 60 WEMT;-7wg1o 60 0 WEST;-7luuc 60 0 CET;1yb40 120 60 CEST
*Europe/Moscow,W-SU| 150 0 LMT;-lb4tf 150 0 MMT;-gr387 151 0 MMT;-gfutw 211 60 MST;-g5jrk 271 120 MDST;-ftco0 240 89 MSD;-frxqo 180 0 MSK;-fazqo 240 60 MSD;-f9y0c 300 120 +05;-esot0 120 0 EET;6nh2c 180 60 EEST;6wjs0 180 0 MSK;cwtac 240 0 MSK
*Europe/Riga| 97 0 LMT;-lb4tf 97 0 RMT;-g6zrd 157 60 LST;-do0ap 120 0 EET;-97ijc 180 0 MSK;-8xbx0 120 60 CEST;-8i8ec 60 0 CET;3isb0 240 60 MSD;60sec 180 60 EEST;66eo0 120 0 EET
*Europe/Rome,*Europe/San_Marino,*Europe/Vatican| 50 0 LMT;-lb4tf 60 0 CET;-grzdo 120 60 CEST
*Europe/Samara| 200 0 LMT;-ftco0 180 0 +03;-cdnh0 240 0 +04;3is9c 300 60 +05;60sco 240 60 +04;6nh2c 180 -60 +03;6t3c0 180 0 +03;6tqo0 240 0 +04;clkso 240 60 +04;cwtac 240 0 +04
*Europe/Saratov| 184 0 LMT;-ftco0 180 0 +03;-cdnh0 240 0 +04;3is9c 300 60 +05;5pjwo 240 60 +04;6nh2c 240 0 +04;6ypgo 240 60 +04;cwtac 240 0 +04
*Europe/Simferopol| 136 0 LMT;-lb4tf 136 0 SMT;-eatfs 120 0 EET;-cdnfc 180 0 MSK;-8tj90 120 60 CEST;-8i8ec 60 0 CET;3isb0 240 60 MSD;6f1qc 120 0 EET;6ypk0 180 60 EEST;7m970 240 120 MSD;7qsmc 180 0 MSK;7weuc 240 60 MSD;8j3lo 180 60 EEST;duqg0 240 0 MSK;e17oo 180 0 MSK
*Europe/Sofia| 93 0 LMT;-lb4tf 120 0 EET;-8i8ec 60 0 CET;-8dp2c 120 60 CEST;-7r0co 120 0 EET;2w830 180 60 EEST
*Europe/Tallinn| 99 0 LMT;-lb4tf 99 0 TMT;-g98yr 60 0 CET;-g6zqc 120 60 CEST;-f8oar 120 0 EET;-97hfc 180 0 MSK;-8uzh0 120 60 CEST;3isb0 240 60 MSD;60sec 180 60 EEST;66eo0 120 0 EET
*Europe/Tirane| 79 0 LMT;-hjaq8 60 0 CET;-9921o 120 60 CEST
*Europe/Ulyanovsk| 194 0 LMT;-ftco0 180 0 +03;-cdnh0 240 0 +04;3is9c 300 60 +05;60sco 240 60 +04;6nh2c 180 60 +03;6t3c0 120 0 +02;6wjs0 180 0 +03;cwtac 240 0 +04
*Europe/Vienna| 65 0 LMT;-lb4tf 60 0 CET;-gt17c 120 60 CEST
*Europe/Vilnius| 101 0 LMT;-lb4tf 84 0 WMT;-glgyc 96 0 KMT;-fq8io 60 0 CET;-fhpto 120 0 EET;-97kpo 180 0 MSK;-8xjp0 120 60 CEST;3isb0 240 60 MSD;60sec 180 60 EEST;66eo0 120 0 EET;8uc1o 120 60 CEST;9c9lo 120 0 EET
*Europe/Volgograd| 178 0 LMT;-fnm4y 180 0 +03;-cdnh0 240 0 +04;3is9c 300 60 +05;5pjwo 240 60 MSD;5v66c 180 0 MSK;6nh2c 240 0 +04;6ypgo 240 60 MSD;cwtac 240 0 MSK;fadac 240 0 +04
*Europe/Warsaw,Poland| 84 0 LMT;-lb4tf 84 0 WMT;-h1d6c 60 0 CET;-gt17c 120 60 CEST;-g28mc 120 0 EET;-fvq80 180 60 EEST;-98u6c 120 60 CEST
HST,*Pacific/Honolulu,Pacific/Johnston,*US/Hawaii| -631 0 LMT;-lb4tf -630 0 HST;-bher6 -570 60 HDT;-8qff6 -570 60 HWT;-7muho -570 60 HPT;-72eb6 -600 0 HST
*Indian/Chagos| 290 0 LMT;-jq802 300 0 +05;852vo 360 0 +06
*Indian/Kerguelen,*Indian/Maldives| 294 0 LMT;-lb4tf 294 0 MMT;-34r46 300 0 +05
*Indian/Mauritius| 230 0 LMT;-jq7ye 240 0 +04;3zz5c 300 60 +05
Kwajalein,*Pacific/Kwajalein| 669 0 LMT;-lb4tf 660 0 +11;-ac0qc 600 0 +10;-905co 540 0 +09;-2uqc -720 0 -12;7egs0 720 0 +12
MST7MDT| -420 0 MST;-g7g10 -360 60 MDT
NZ-CHAT,*Pacific/Chatham| 734 0 LMT;-lb4tf 735 0 +1215;-7ikkf 765 0 +1245;1iivc 825 60 +1345
PST8PDT| -480 0 PST;-g7fzc -420 60 PDT
*Pacific/Apia| 753 0 LMT;-lb4tf -687 0 LMT;-ih3wy -690 0 -1130;-69g4u -660 0 -11;cr7mc -600 60 -10;d5eoo 840 60 +14;d893c 780 0 +13
*Pacific/Bougainville| 622 0 LMT;-lb4tf 600 0 +10;-8m2oo 540 0 +09;e35eo 660 0 +11
*Pacific/Efate| 673 0 LMT;-i5i2q 660 0 +11;18ss0 720 60 +12
Pacific/Enderbury,*Pacific/Kanton| 0 0 -00;-a4jc0 -720 0 -12;31w40 -660 0 -11;7tsyc 780 0 +13
*Pacific/Fakaofo| -685 0 LMT;-lb4tf -660 0 -11;d5eqc 780 0 +13
*Pacific/Fiji| 716 0 LMT;-gyujw 720 0 +12;910nc 780 60 +13
*Pacific/Funafuti,*Pacific/Majuro,*Pacific/Tarawa,*Pacific/Wake,*Pacific/Wallis| 692 0 LMT;-lb4tf 720 0 +12
*Pacific/Galapagos| -358 0 LMT;-c7ni2 -300 0 -05;50dkc -360 0 -06;768y0 -300 60 -05
*Pacific/Gambier| -540 0 LMT;-hxe11 -540 0 -09
*Pacific/Guadalcanal,*Pacific/Pohnpei,Pacific/Ponape| 640 0 LMT;-hxexs 660 0 +11
*Pacific/Guam,*Pacific/Saipan| -861 0 LMT;-lb4tf 600 0 GST;-8sc8o 540 0 +09;-3ak5c 660 60 GDT;9p6nc 600 0 ChST
*Pacific/Kiritimati| -629 0 LMT;-lb4tf -640 0 -1040;31w1s -600 0 -10;7tswo 840 0 +14
*Pacific/Kosrae| -788 0 LMT;-lb4tf 660 0 +11;-havuc 540 0 +09;-ac0qc 600 0 +10;-2uqc 720 0 +12
*Pacific/Marquesas| -558 0 LMT;-hxe0i -570 0 -0930
*Pacific/Midway,*Pacific/Pago_Pago,Pacific/Samoa,US/Samoa| 757 0 LMT;-lb4tf -683 0 LMT;-ih3x2 -660 0 SST
*Pacific/Nauru| 668 0 LMT;-fbyik 690 0 +1130;-8k976 540 0 +09;2uo86 720 0 +12
*Pacific/Niue| -680 0 LMT;-5dzx5 -680 0 -1120;-1q0t4 -660 0 -11
*Pacific/Norfolk| 672 0 LMT;-lb4tf 672 0 +1112;-5y7mo 690 0 +1130;1ib46 750 60 +1230;ebsg6 660 0 +11;fky10 720 60 +12
*Pacific/Noumea| 666 0 LMT;-i5i2i 660 0 +11;2hb1o 720 60 +12
*Pacific/Palau| -902 0 LMT;-lb4tf 540 0 +09
*Pacific/Pitcairn| -520 0 LMT;-lb4tf -510 0 -0830;8v8m6 -480 0 -08
*Pacific/Rarotonga| 801 0 LMT;-lb4tf -639 0 LMT;-5dzy9 -630 0 -1030;2rx5i -570 60 -0930;2vdju -600 0 -10;32q0o -570 30 -0930
*Pacific/Tahiti| -598 0 LMT;-hxdze -600 0 -10
*Pacific/Tongatapu| 739 0 LMT;-7m24k 740 0 +1220;-2tgsk 780 0 +13;9bido 840 60 +14
`
