"""Names from many cultures for the third part, most of them far from the top of any census list."""

from __future__ import annotations

from tests.clinical_text.pool import cultures

# culture: female | male | family
_CULTURES = {
    "old english": (
        "Henrietta Prudence Marjorie Winifred Clementine Philippa Ottilie Verity",
        "Alistair Thaddeus Rupert Ellsworth Horace Lysander Ambrose Peregrine",
        "Thistlewood Cholmondeley Braithwaite Featherstone Wolstenholme Birtwistle Oglethorpe Standish-Byrne",
    ),
    "midwestern": (
        "Darlene Peggy Rhonda Marlys Twyla Jolene Arlene Bonita",
        "Dwayne Verlyn Merle Duane Arlo Lonnie Wayland Orville",
        "Haugen Buchholz Sundquist Engebretson Tollefson Grabowski Muckenfuss Stoltzfus Yoder Kuhlmann",
    ),
    "common": (
        "Barbara Elizabeth Jessica Sarah Betty Amanda Kimberly Angela",
        "Joseph Christopher Paul Andrew Joshua Kevin Brian Timothy",
        "Brown Garcia Martinez Lee White Harris Lewis Walker Allen Adams",
    ),
    "african american": (
        "Shaniqua Kenyatta Nakia Precious Quanisha Tanisha La'Keshia Shavonne",
        "Tremaine DeShawn Jermaine Tyrell D'Andre Cedric Roosevelt Cornelius",
        "Broadnax Muhammad Fauntleroy Witherspoon Peoples Mayweather Singletary Poindexter Lightfoot",
    ),
    "mexican and central american": (
        "Esperanza Citlali Refugio Maricruz Nayeli Consuelo Dulce_María Ana_Belén",
        "Cuauhtémoc Gilberto Fidencio Eleazar Juan_Carlos Wilfredo Saúl Isidro",
        "Tlatelpa Xicoténcatl Huerta-Palomino Güemes Argüello Zepeda Menchú De_los_Santos Barrientos Ixcoy",
    ),
    "caribbean": (
        "Marisleysis Yamilet Altagracia Mirtha Guerda Roseline Wideline",
        "Yoenis Jean-Claude Wilner Frantz Reinaldo Osmany Ernst",
        "Feliciano Pierre-Louis Desrosiers Saint-Fleur Belizaire Polanco Almonte Charlemagne Rosario",
    ),
    "lusophone": (
        "Conceição Jussara Thaís Valdirene Iracema Fernanda",
        "Adalberto João Edmilson Thiago Evanildo Valdemar",
        "dos_Santos Carvalho Guimarães do_Nascimento Magalhães Albuquerque Furtado de_Andrade",
    ),
    "vietnamese": (
        "Trinh Kim-Anh Diem My-Linh Nhung Xuan",
        "Dat Hung Bao Phuc Tri Khanh",
        "Luong Dinh Ngo Quach Bui Ly Thai Ta Vo",
    ),
    "chinese": (
        "Ruolan Wenjing Siu-Ling Xiuying Biyun Peishan",
        "Zihao Wai-Keung Mingzhe Chi-Wai Boqin Zhengyu",
        "Xie Lau Szeto Ng Tsai Hsieh Zhuang Deng Peng Chiang",
    ),
    "korean": (
        "Hye-rin Bo-young Sunhee Nari Eun-kyung",
        "Sung-min Byung-ho Taeyang Jun-seok Woojin",
        "Choi Jang Noh Ahn Pyo Sohn Jeong Byun",
    ),
    "japanese": (
        "Chiyoko Sayuri Emiko Tomoe Kazuko",
        "Tadashi Nobuyuki Isamu Koji Shigeru",
        "Yamashita Takahashi Nakagawa Uchida Okazaki Murakami Tsukamoto Hirano",
    ),
    "indian": (
        "Padmavathi Jyoti Bhavna Swarnalatha Ishwari Rupinder",
        "Vikram Jagdish Ganesh Devendra Manpreet Raghavendra",
        "Iyer Deshpande Bhattacharya Chattopadhyay Dhillon Ramanathan Thiruvengadam Kulkarni Nair Sandhu",
    ),
    "pakistani, bangladeshi and afghan": (
        "Rukhsana Shagufta Zarghuna Nusrat Parveen",
        "Zulfiqar Shahnawaz Gulbuddin Mohibullah Asadullah Rezaul",
        "Siddiqui Bhuiyan Noorzai Chowdhury Yousafzai Popalzai Ansari Mirza",
    ),
    "himalayan and lankan": (
        "Pasang Sarmila Nilmini Tsering Dilrukshi",
        "Lhakpa Bishnu Chaminda Prakash Tenzin",
        "Shrestha Gunawardena Thapa Sherpa Jayasuriya Adhikari Rajapaksa Dorjee",
    ),
    "arabic": (
        "Maryam Amal Ruqayya Ghada Intisar Wafaa",
        "Abdul-Karim Hisham Ibrahim Ziad Muhannad Saif",
        "Al-Tikriti Bou_Saab el-Baz Abu-Hamdan Al_Jubouri Shaheen Ben_Youssef Nasrallah Hijazi",
    ),
    "iranian, turkish and kurdish": (
        "Golnaz Fereshteh Nilüfer Sevgi Berivan Mahnaz",
        "Ardeshir Kamran Orhan Serhat Bahram Tolga",
        "Ghorbani Shahbazi Çelik Tavakoli Karahan Esfandiari Barzani Öztürk",
    ),
    "west african": (
        "Ebunoluwa Nkechi Akosua Fatoumata Uzoamaka Isatou",
        "Chidiebere Oluwafemi Kwabena Ousmane Ikenna Amadou",
        "Ogunbanjo Nwankwo Mensah Traoré Akinwale Sesay Uwakwe Kouyaté Eze Osei-Bonsu",
    ),
    "east and southern african": (
        "Nyaradzo Worknesh Thandiwe Asmeret Jepkemboi Hibaaq",
        "Yonas Tendai Sibusiso Mohamud Biniam Kipchumba",
        "Mwangi Hailemariam Dlamini Farah Chikwanha Ngcobo Tekle Moyo Kipruto",
    ),
    "west slavic": (
        "Małgorzata Jadwiga Ludmiła Božena Zuzana",
        "Krzysztof Wojciech Jaromír Stanisław Bohumil",
        "Brzęczyszczykiewicz Zając Wójcik Hruška Kaczmarek Procházka Gąsiorowski Sedláček",
    ),
    "east slavic": (
        "Lyudmila Yevgenia Anfisa Halyna Nadezhda",
        "Arkady Yaroslav Gennady Taras Innokenty",
        "Tymoshchuk Lysenko Hrytsenko Bondarenko Chernenko Yushchenko Moroz Stepanyuk",
    ),
    "balkan, baltic and hungarian": (
        "Dragana Vesna Ilona Erzsébet Rasa Liis",
        "Slobodan Zoltán Gergely Vytautas Ivo Enver",
        "Hadžić Đorđević Szentgyörgyi Kovačević Nagy-Kiss Berisha Gheorghiu Tamm",
    ),
    "gaelic and welsh": (
        "Gráinne Mairead Eilidh Angharad Saoirse",
        "Diarmuid Lorcan Hamish Emrys Eoghan",
        "O'Loughlin MacDougall Ó_Briain McGillicuddy O'Flaherty MacIntyre-Bell Cadwallader O'Neill",
    ),
    "italian, french and greek": (
        "Antonella Pasqualina Mireille Océane Eurydice Fotini",
        "Pierluigi Calogero Étienne Régis Spyridon Athanasios",
        "Della_Rovere Lo_Presti D'Amico Le_Goff L'Heureux de_la_Fontaine Anagnostopoulos Kyriakides",
    ),
    "dutch, german and nordic": (
        "Gudrun Wilhelmina Åsa Sigrún Mechthild Anneke",
        "Hendrik Torbjörn Wolfgang Ragnar Joost Gottfried",
        "von_Stauffen ter_Beek Grünwald Øverland Bjørnstad de_Vries van_den_Heuvel Strömqvist Weißmüller",
    ),
    "philippine and polynesian": (
        "Luningning Evangeline Kaimana Tulia Mahina",
        "Jejomar Rodrigo Tama Pono Semisi",
        "Macapagal Pangilinan Taumoepeau Kekahuna Lumanlan Dela_Peña Tupuola Batungbakal",
    ),
    "southeast asian": (
        "Bopha Mai_See Chanthavy Siti Nang",
        "Sopheap Chue Thant Bambang Prasert",
        "Moua Sok Keophila Chhim Wongsakul Wijaya Hadikusumo Zaw",
    ),
    "native american": (
        "Awenasa Winona Aiyana Nukka",
        "Lonan Tecumseh Delsin Nanuq",
        "Tsinajinnie Whitebear Benally Two_Bulls Killsback Manygoats Kaquatosh Blackhorse",
    ),
    "hebrew, armenian and georgian": (
        "Yocheved Chaya Bluma Siranush Tamar",
        "Menachem Yitzchak Eliezer Vartan Zaza",
        "Finkelstein Mandelbaum Zylberberg Ter-Ghazaryan Manoukian Gelashvili Bar-Lev Teitelbaum",
    ),
    "words": (
        "Grace Hope Autumn Rose Violet Amber Crystal",
        "Hunter Mason Grant Miles Art Sterling Forrest",
        "Hand Moody Little Payne Coffin Savage Frost Small Wise Marsh",
    ),
    "nicknames and initials": (
        "Bobbie Trixie Dot J.J. Mimi B.J.",
        "Skip J.T. Buddy R.L. Chip D.W.",
        "Vandergriff Ledbetter Hollenbeck Satterfield Culpepper Zimmerman Abernathy Quarles",
    ),
}
NAMES = cultures(_CULTURES)
