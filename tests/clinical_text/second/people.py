"""Names of the third part of the development documents, from many cultures."""

from __future__ import annotations

from tests.clinical_text.pool import cultures

# culture: female | male | family
_CULTURES = {
    "census": (
        "Barbara Elizabeth Jessica Sarah Betty Sharon Kimberly Cynthia Kathleen Amy Rebecca Stephanie",
        "Joseph Christopher Mark Donald Paul Andrew Brian Edward Ronald Timothy Jeffrey Frank",
        "Brown Garcia Martin Lee Walker Hall Allen King Wright Scott Green Adams Nelson Carter Mitchell",
    ),
    "newer": (
        "Madison Brooklyn Kaylee Skylar Peyton Harper Jaylynn Mackenzie Oaklee Brinley",
        "Jayden Brayden Mason Colton Easton Kyler Zayden Landon Bryson Jaxon",
        "Stapleton Kirkpatrick Overstreet Blankenship Satterfield Gunderson Yarbrough Eubanks",
    ),
    "old-fashioned": (
        "Ethel Mildred Gertrude Bernice Wilhelmina Agnes Opal Henrietta Thelma Cordelia",
        "Elmer Harold Chester Virgil Orville Cecil Floyd Milton Lester Rufus",
        "Crabtree Hollingsworth Pickering Ramsbottom Threadgill Swearingen Loveless Culpepper",
    ),
    "black american": (
        "Shaniqua Tanisha LaShonda Kiara Nakia Jasmyne Chantelle Tamara",
        "Tyrell DeMarcus Kendrick LaVon Javonte Antwan Cedric Rodrick",
        "Jefferson Boykins Pinckney Muhammad Gadsden Broadnax Fontenot Hairston Ravenell",
    ),
    "mexican and central american": (
        "María_Elena Rosario Esperanza Marisol Alma Yadira Concepción Blanca Nayeli Ofelia",
        "José Luis Juan_Carlos Arturo Refugio Wilmer Edgardo Noé Gilberto Isidro",
        "Rodríguez Gutiérrez Castañeda Zepeda Maldonado Ávila Ochoa Cárdenas Menjívar Treviño Peña",
    ),
    "caribbean": (
        "Migdalia Yanelis Marie-Claire Altagracia Esmeralda Jacqueline",
        "Orlando Yoandry Jean-Baptiste Wilfredo Stevenson Ramón",
        "Figueroa Toussaint Santos-Rivera Dorvil Feliciano Saint-Fleur Encarnación Brathwaite",
    ),
    "brazilian and portuguese": (
        "Conceição Thaís Rafaela Inês Luciana Fátima",
        "Thiago João Wagner Nuno Caio Vasco",
        "Albuquerque dos_Santos Carvalho Magalhães Teixeira Nogueira",
    ),
    "vietnamese and hmong": (
        "Trinh My-Le Xuan Thi-Anh Gaonou Pahoua",
        "Hung Dinh Tien Phuc Chue Kou",
        "Le Bui Do Ngo Luong Yang Moua Vo",
    ),
    "chinese and taiwanese": (
        "Li-Hua Ying Pei-Shan Xinyi Wenjing Mei-Ling",
        "Chih-Hao Wei Ming Jun Kai-Wen Bo",
        "Chen Wang Lin Hsieh Liu Tsai Wu Szeto",
    ),
    "korean and japanese": (
        "Hye-rin Sumi Eun-ju Kaori Tomoko Michiyo",
        "Sung-min Jae-won Byung-chul Kazuo Noboru Tetsuya",
        "Park Choi Jeong Shin Nakamura Takahashi Yamaguchi Inoue",
    ),
    "indian": (
        "Aishwarya Shruti Pallavi Manjula Jyoti Rukmini Gurleen Padma",
        "Sanjay Ashok Vikram Pranav Ganesh Jaspreet Dinesh Balaji",
        "Sharma Iyer Reddy Banerjee Kaur Deshpande Thiruvengadam Gowda Agarwal Nair",
    ),
    "pakistani and afghan": (
        "Ayesha Sadia Zarghuna Mahnoor Bibi Parwin",
        "Usman Zubair Asadullah Waqar Hamid Najibullah",
        "Niazi Siddiqui Noorzai Bhatti Popalzai Chaudhry",
    ),
    "levantine and maghrebi": (
        "Leila Amal Nadia Hiba Souad Maha",
        "Omar Hassan Karim Samir Abdullah Mahmoud",
        "Hariri Bouazizi Al-Tamimi Abu-Ghazaleh Nasser Benali Saleh Al_Dossary",
    ),
    "iranian and turkish": (
        "Mahsa Golnaz Nilufar Gülşen Fereshteh Sibel",
        "Arash Babak Mehrdad Cem Oğuz Reza",
        "Farrokhzad Bağcı Ghorbani Şahin Karimi Yıldız",  # noqa: RUF001 (a letter of the Turkish alphabet)
    ),
    "nigerian and ghanaian": (
        "Blessing Chinwe Funmilayo Akosua Nneka Yetunde",
        "Emeka Segun Kwabena Tunde Uchenna Yaw",
        "Okafor Adebayo Mensah Eze Ogunleye Osei-Bonsu Balogun",
    ),
    "horn of africa and congo": (
        "Fartun Almaz Hamdi Eden Chantal Nyirahabimana",
        "Dawit Liban Yonas Guled Jean-Pierre Mohamud",
        "Tekle Farah Abebe Hassan-Ali Mukendi Ntakirutimana Nur",
    ),
    "russian and ukrainian": (
        "Olena Tatyana Lyudmila Halyna Yevgenia Zoya",
        "Sergei Oleksandr Yuri Taras Gennady Arkady",
        "Kuznetsov Tkachenko Smirnova Melnyk Gorbachevsky Zhuravlyov",
    ),
    "polish and balkan": (
        "Małgorzata Jadwiga Dragana Snežana Elzbieta Vesna",
        "Wojciech Krzysztof Zoran Goran Ryszard Mirko",
        "Zieliński Wojciechowski Đorđević Nowak Hadžić Krajewski Babić",
    ),
    "irish and scottish": (
        "Sinéad Gráinne Morag Eilidh Fionnuala Oonagh",
        "Eoin Seamus Callum Hamish Liam Diarmuid",
        "O'Brien McCarthy O'Connell MacLeod McGillicuddy Kinsella Ó_Briain Dalgleish",
    ),
    "italian and french": (
        "Antonella Concetta Marguerite Élodie Rosaria Clémence",
        "Salvatore Vito Étienne Rocco Jean-Luc Pasquale",
        "DeLuca Esposito LaFleur Del_Vecchio Boudreaux Di_Stefano Thibodeaux L'Heureux",
    ),
    "dutch and nordic": (
        "Femke Astrid Birgitta Anneke Sigrid Jorunn",
        "Pieter Torbjørn Gunnar Joost Søren Lars",
        "van_den_Heuvel Sørensen de_Vries Bjornstad TerHorst Østergaard Van_Houten",
    ),
    "german and jewish": (
        "Ursula Gretchen Miriam Chaya Elfriede Brigitte",
        "Wolfgang Moshe Helmut Yitzchak Ludwig Menachem",
        "von_Hagen Goldfarb Schwarzkopf Weiß Teitelbaum Krueger Finkelstein",
    ),
    "pacific and filipino": (
        "Marivic Noelani Jocelyn Luz Salote Maricel",
        "Rodel Ikaika Reynaldo Viliami Jun-Jun Kaleo",
        "Dela_Torre Reyes Tupou Bautista Kamakau Macaraeg Taufa",
    ),
    "native american": (
        "Winona Shándíín Kateri Aiyana",
        "Delbert Tohosaa Leonard Wambli",
        "Benally Two_Bears Standing_Elk Whitehorse Manygoats Deerinwater",
    ),
    "words": (
        "Violet Hazel Autumn Olive Destiny Charity Amber Sky",
        "Ford Reed Hunter Colt Rod Bill Miles Guy",
        "Wood Fields Rivers Marsh Frost Pope Knight Flowers Cash Strong",
    ),
}

NAMES = cultures(_CULTURES)
