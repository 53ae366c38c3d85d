"""The names of the fourth part, by culture; an underscore stands for a space within a name."""

from __future__ import annotations

from tests.clinical_text.pool import cultures

NAMES = cultures(
    {
        "everyday": (
            "Jessica Kimberly Amanda Melissa Rebecca Cynthia Kathleen Brenda Pamela Nicole Janice Judith",
            "Christopher Joseph Brian Kevin Jason Timothy Jeffrey Ryan Gary Stephen Larry Raymond",
            "Harris Lewis Walker Wright Scott Nelson Mitchell Campbell Roberts Phillips Evans Collins "
            "Stewart",
        ),
        "generation z": (
            "Brooklynn Kaylee Maddison Oakley Harlow Emersyn Paisley Kinsley Everleigh Adalynn",
            "Jaxon Braxton Kayden Easton Ryker Bentley Maverick Zayden Camden Grayson",
            "Hollister Brantley Sizemore Tackett Muncy Overstreet Ledbetter Puckett Hensley Stallings",
        ),
        "great-grandparents": (
            "Eunice Opal Myrtle Winifred Beulah Henrietta Thelma Bernice Leota Zelma",
            "Elmer Chester Orville Cletus Virgil Lester Wilbur Hobart Ferris Alvin",
            "Abernathy Crabtree Huckaby Pennington Throckmorton Satterfield Culpepper Goodnight Teague "
            "Rucker",
        ),
        "black american": (
            "Tanisha Shaniqua Latrice Kiara Tameka Jalisa Yolonda Rashida Nakia Tynisha",
            "Jermaine Demetrius Tyrell Cedric Kendrick Davonte Marcellus LaVar Deion Tremaine",
            "Gadsden Broadnax Mayfield Ravenell Pinckney Hairston Cheatham Manigault Boykin Stokes",
        ),
        "mexican": (
            "Yaretzi Citlali Rosalba Mayra Perla Elvira Guillermina Jazmín Paloma Noemí",
            "Ezequiel Refugio Abelardo Gilberto Ramiro Eleazar Baltazar Saúl Cuauhtémoc Fidel",
            "Zúñiga Covarrubias Escamilla Del_Toro Magallanes Olvera Cárdenas Montes_de_Oca Ledezma Urbina",
        ),
        "caribbean spanish": (
            "Milagros Yadira Ivelisse Altagracia Damaris Zoraida Yanelis Migdalia",
            "Orlando Wilfredo Radamés Yunior Heriberto_José Nelson_Luis Ángel Edgardo",
            "Rosario Maldonado Encarnación Almonte Vizcarrondo Feliciano Ayala Peguero Santana",
        ),
        "andean": (
            "Pilar Rosaura Maricielo Nayeli Dayana Luz_Marina Betsabé Killari",
            "Wilmer Edison Jhon_Jairo Byron Rumiñahui Hernán Leonel Segundo",
            "Quispe Mamani Condori Huamán Guamán Ospina Echeverri Choque Yupanqui",
        ),
        "brazilian": (
            "Thaís Luana Jussara Raíssa Fabiana Iara Vitória Cleusa",
            "Thiago Rogério Wanderley Edson Murilo Caetano Everton Adilson",
            "dos_Santos de_Oliveira Cavalcanti Guimarães Nogueira Pacheco Bittencourt Azevedo",
        ),
        "haitian": (
            "Mirlande Fabienne Rose-Laure Guerda Islande Nadège Widline",
            "Jean-Baptiste Wesner Fritznel Dieudonné Makenson Ricot Pierre-Louis",
            "Desrosiers Toussaint Estimé Jean-Louis Cadet Philogène St._Fleur Dorcely",
        ),
        "west african": (
            "Funmilayo Efua Aïssatou Ebele Mariama Akosua Titilayo Binta Nkechi",
            "Kelechi Yaw Ousmane Sékou Tunde Ebenezer Cheikh Chidi Uche",
            "Adebayo Osei Mensah N'Diaye Eze Sissoko Balogun Agyemang Traoré Ogunleye",
        ),
        "east african": (
            "Hiwot Nyambura Ifrah Nakato Bezawit Wambui Ayaan Mekdes",
            "Yohannes Kiplagat Dawit Mwangi Abdinasir Mugisha Tewodros Guled",
            "Teklu Njoroge Gebreselassie Kagame Ahmed_Nur Wekesa Bekele Nyong'o Farah",
        ),
        "southern african": (
            "Thandiwe Nomvula Rutendo Lerato Chipo Mpho",
            "Sipho Tendai Tatenda Thabo Farai Kudzai",
            "Dlamini Mokoena Moyo Ncube van_Niekerk Sithole Chikwanha",
        ),
        "arab": (
            "Rasha Ghada Dalal Hiba Sawsan Maysoon Thuraya Abeer",
            "Walid Mazen Ghassan Usama Abdul_Aziz Hazem Nizar Fouad",
            "Al-Hamdani Bou_Khalil Al_Jabari Zeidan Mikhail Qasim Boutros El_Amrani Nasrallah",
        ),
        "persian and turkish": (
            "Mahsa Golnaz Özlem Nilüfer Azadeh Sevgi Farnoosh Gülşen",
            "Arash Kourosh Serkan Ömer Babak Tolga Ramin Çetin",
            "Bahrami Khosravi Karataş Ghorbani Çelik Farrokhzad Aksoy Taghavi Şahin",
        ),
        "afghan and pakistani": (
            "Zarmina Palwasha Shabnam Rukhsana Gulalai Nazia Bibi",
            "Najibullah Sher Asif Rahmatullah Zulfiqar Waqar Hameed",
            "Stanekzai Chaudhry Wardak Butt Safi Siddiqui Popalzai Mirza",
        ),
        "north indian": (
            "Pooja Shalini Harsimran Rukmini Manpreet Kanchan Bhavna Ila",
            "Rohit Jaswinder Vikram Pankaj Mukesh Kuldeep Dhruv Om",
            "Bhattacharya Trivedi Sandhu Desai Agarwal Dhillon Joshi Chatterjee Rao Gokhale",
        ),
        "south indian and sri lankan": (
            "Padmavathi Sowmya Vasantha Dilrukshi Annamma Kamala Thushari",
            "Senthil Gopalakrishnan Nuwan Thirumalai Jayakumar Biju Lasantha",
            "Chandrasekaran Jayawardena Kurian Ramaswamy Nair Pillai Gunatilaka Thangavelu Iyer",
        ),
        "nepali and tibetan": (
            "Sabitri Pema Dolma Kalpana Tshering Sarmila",
            "Bishnu Tenzin Dorje Prakash Lobsang Dil",
            "Gurung Tamang Sherpa Adhikari Rai Bhattarai Magar Khadka",
        ),
        "chinese": (
            "Meiling Yifan Xuemei Shuang Lihua Ruoxi Suk-Yee Wenjing Fang",
            "Zhiqiang Haoyu Chi-Wai Guangming Jun Dawei Ka-Ho Yichen Bo",
            "Feng Hsieh Ng Szeto Chow Tse Auyeung Zhu Guo Deng Xie Li",
        ),
        "korean": (
            "Eun-hye Sunhee Hyunjoo Bo-ram Myung-sook Jiwon",
            "Byung-chul Taeyang Kwang-ho Jongmin Sang-woo Dohyun",
            "Oh Noh Ahn Cheong Shin Jang Ryu Sohn",
        ),
        "japanese": (
            "Kazuko Mayumi Etsuko Chihiro Sayuri Rin Akemi",
            "Tadashi Noboru Haruto Satoshi Yuichi Ken Isamu",
            "Nakagawa Yamashita Inoue Kuroda Endo Shibata Ono Morimoto",
        ),
        "vietnamese": (
            "Thu_Hà Kim-Chi Diễm My_Linh Bích_Ngọc Xuân Loan",
            "Quốc_Bảo Trung Hải Phúc Long_Vũ Tấn Dũng",
            "Bùi Đặng Lê Vo Hoang Dinh Quach Trinh Luu",
        ),
        "southeast asian": (
            "Maricel Jomarie Rowena Kanya Sokha Mee Siti_Nurhaliza Thida",
            "Rodrigo Jejomar Danilo_Jose Wichai Sopheap Chue Agus Zaw",
            "Dela_Cruz Catacutan Macaraeg Sok Chea Moua Phanthavong Pangilinan Wijaya Lumbao",
        ),
        "pacific": (
            "Lupe Sela Moana Talia'uli Nohea Ana_Mele",
            "Viliami Kahiau Tevita Semisi Lopeti Ka'eo",
            "Tu'ipulotu Kamaka Fifita Leavasa Nakamoto_Kekauoha Matautia Latu",
        ),
        "native american": (
            "Dezbah Winona Shania Kateri Sequoia Wynema",
            "Delbert Tokala Elijah_Blue Myron Garrison Leander",
            "Benally Manygoats Two_Bulls Whitehorse Etsitty Iron_Cloud Nez Killsright Peshlakai",
        ),
        "irish and scottish": (
            "Gráinne Eilidh Caoimhe Deirdre Mairi Róisín Bríd",
            "Fionn Alasdair Ruairí Hamish Eamon Colm Lachlan",
            "Ó_Briain McGillicuddy Mac_an_tSaoir O'Rourke MacLeod Ní_Dhomhnaill Farquharson M'Intyre "
            "Breathnach",
        ),
        "italian and greek": (
            "Antonella Graziella Concetta Ioanna Rosaria Vasiliki Mariangela",
            "Salvatore Gennaro Spyridon Carmine Kostas Rocco Nunzio",
            "Lo_Presti D'Agostino Della_Rocca Pagano Economou Vlahos Zambrano Tsakalakis Iacobucci",
        ),
        "french and cajun": (
            "Maëlle Clothilde Océane Ghislaine Thérèse Élodie Mireille",
            "Étienne Achille Gilles Théophile Rémy Alcide Jean-Guy",
            "Boudreaux Thibodeaux L'Heureux Charbonneau de_Villiers LeBlanc St-Pierre Gauthier Arceneaux",
        ),
        "german and dutch": (
            "Anneliese Heike Gesine Marieke Trudi Ottilie Femke",
            "Detlef Ulrich Joost Gerhard Hendrik Wolfgang Karl-Heinz",
            "Schwarzkopf Grünwald von_Ahlefeld ten_Brink Hoekstra Vandermolen Weiß Zimmermann Dykstra Yoder",
        ),
        "nordic and baltic": (
            "Sigrún Åsa Kaisa Birgitta Ragnhild Daiva Liis",
            "Torvald Øyvind Mikko Gunnar Þór Jonas Arvid",
            "Sørensen Virtanen Guðmundsdóttir Bergstrøm Kazlauskas Ängström Tamm Halvorson",
        ),
        "polish and czech": (
            "Halina Bogusława Jadwiga Božena Małgorzata Vlasta",
            "Wojciech Stanisław Zdeněk Mieczysław Radek Casimir",
            "Wojciechowski Dudek Svoboda Grabowski Krzyżanowski Hlaváček Sadowska",
        ),
        "russian and ukrainian": (
            "Lyudmila Oxana Galina Zinaida Yevgenia Nadiya",
            "Yuri Arkady Oleksandr Gennady Taras Vsevolod",
            "Kuznetsova Tymoshenko Zaitsev Morozov Hrytsenko Lysenko Bogatyrev",
        ),
        "balkan and hungarian": (
            "Snežana Mirela Ildikó Vesna Drita Zsófia",
            "Zoran Besnik Lajos Goran Ferenc Ilir",
            "Stojanović Nagy Hoxha Dragomir Krasniqi Szabó Marinković",
        ),
        "armenian, georgian and hebrew": (
            "Anahit Nana Yael Hasmik Chaya_Mushka Tamar",
            "Vahan Otar Menachem Hovsep Yitzchok Eitan",
            "Der_Hovanessian Kalandadze Katzenelson Terzian Ben_Shimon Feldstein Grigoryan",
        ),
        "words": (
            "Rose Melody Olive June Mercy Harmony Cherry Hope Violet Destiny",
            "Miles Chance Grant Major Forest Duke Earnest Royal Price Lawyer",
            "Frost Moody Noble Outlaw Savage Snow Stout Temple Worthy Lemon Coffin Gamble Ivory Church "
            "May Bird",
        ),
    }
)
