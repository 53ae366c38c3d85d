"""The names of the fourth part, by culture; an underscore stands for a space within a name."""

from __future__ import annotations

from tests.clinical_text.pool import cultures

NAMES = cultures(
    {
        "everyday": (
            "Jessica Kimberly Amanda Melissa Rebecca Tammy Valerie Brenda Pamela Nicole Janice Judith",
            "Christopher Joseph Derrick Kevin Jason Wesley Jeffrey Ryan Gary Stephen Larry Raymond",
            "Harris Lewis Walker Wright Scott Nelson Mitchell Campbell Roberts Phillips Evans Collins "
            "Stewart",
        ),
        "generation z": (
            "Brooklynn Kaylee Maddison Oakley Harlow Emersyn Paisley Kinsley Everleigh Adalynn",
            "Jaxon Braxton Kayden Easton Ryker Bentley Maverick Zayden Camden Grayson",
            "Hollister Brantley Sizemore Tackett Muncy Honeycutt Barlow Puckett Hensley Stallings",
        ),
        "great-grandparents": (
            "Eunice Fern Myrtle Winifred Beulah Henrietta Verla Bernice Leota Zelma",
            "Elmer Chester Orville Cletus Enos Homer Wilbur Hobart Ferris Alvin",
            "Dinsmore Pettigrew Huckaby Pennington Throckmorton Wadsworth Tuttle Goodnight Teague Rucker",
        ),
        "black american": (
            "Tanisha Shaniqua Latrice Jakayla Tameka Jalisa Yolonda Rashida Shanita Tynisha",
            "Jermaine Demetrius Tyrell Rodney Kendrick Davonte Marcellus LaVar Deion Tremaine",
            "Gadsden Broadnax Mayfield Sumpter Mcfadden Lockett Cheatham Manigault Boykin Stokes",
        ),
        "mexican": (
            "Yaretzi Azucena Rosalba Mayra Perla Elvira Guillermina Jazmín Paloma Noemí",
            "Ezequiel Evaristo Abelardo Anselmo Ramiro Eleazar Baltazar Melquíades Cuauhtémoc Fidel",
            "Zúñiga Covarrubias Escamilla Del_Toro Magallanes Olvera Cárdenas Montes_de_Oca Ledezma Urbina",
        ),
        "caribbean spanish": (
            "Milagros Yadira Ivelisse Onelia Damaris Zoraida Yanelis Carmelina",
            "Orlando Ismael Radamés Yunior Heriberto_José Nelson_Luis Ángel Rubén",
            "Rosario Ortega Betancourt Almonte Vizcarrondo Collazo Ayala Peguero Santana",
        ),
        "andean": (
            "Pilar Rosaura Maricielo Nayeli Dayana Luz_Marina Betsabé Killari",
            "Wilmer Edison Jhon_Jairo Byron Rumiñahui Hernán Leonel Segundo",
            "Quispe Mamani Condori Huamán Guamán Ospina Echeverri Choque Yupanqui",
        ),
        "brazilian": (
            "Thaís Luana Ivone Raíssa Fabiana Iara Vitória Cleusa",
            "Thiago Rogério Wanderley Edson Murilo Caetano Everton Adilson",
            "dos_Santos de_Oliveira Cavalcanti Teles Brandão Pacheco Bittencourt Azevedo",
        ),
        "haitian": (
            "Mirlande Fabienne Rose-Laure Guerda Islande Nadège Widline",
            "Jean-Baptiste Wesner Fritznel Dieudonné Makenson Ricot Pierre-Louis",
            "Desrosiers Toussaint Estimé Jean-Louis Cadet Philogène St._Fleur Dorcely",
        ),
        "west african": (
            "Funmilayo Efua Aïssatou Ebele Mariama Adwoa Titilayo Binta Amarachi",
            "Kelechi Kojo Ousmane Sékou Gbenga Ebenezer Cheikh Chidi Uche",
            "Adebayo Osei Ansah N'Diaye Nnamdi Sissoko Afolabi Agyemang Coulibaly Bankole",
        ),
        "east african": (
            "Hiwot Nyambura Ifrah Nakato Bezawit Wambui Ayaan Mekdes",
            "Yohannes Kiplagat Biruk Kariuki Abdinasir Mugisha Tewodros Guled",
            "Teklu Njoroge Gebreselassie Kagame Ahmed_Nur Wekesa Bekele Nyong'o Farah",
        ),
        "southern african": (
            "Thandiwe Nomvula Rutendo Lerato Chipo Mpho",
            "Sipho Tendai Tatenda Thabo Farai Kudzai",
            "Khumalo Mokoena Mhlanga Ncube van_Niekerk Sithole Chikwanha",
        ),
        "arab": (
            "Rasha Ghada Dalal Lamis Sawsan Maysoon Thuraya Abeer",
            "Walid Mazen Ghassan Usama Abdul_Aziz Hazem Nizar Fouad",
            "Al-Hamdani Bou_Khalil Al_Jabari Zeidan Mikhail Qasim Boutros El_Amrani Chamoun",
        ),
        "persian and turkish": (
            "Mahsa Laleh Özlem Aylin Azadeh Sevgi Farnoosh Fatma",
            "Arash Kourosh Serkan Ömer Hooman Tolga Ramin Çetin",
            "Bahrami Khosravi Karataş Rezvani Polat Danesh Aksoy Taghavi Şahin",
        ),
        "afghan and pakistani": (
            "Zarmina Palwasha Shabnam Shazia Gulalai Nazia Bibi",
            "Najibullah Sher Asif Rahmatullah Imran Nadeem Hameed",
            "Stanekzai Bajwa Wardak Butt Safi Malik_Khan Popalzai Awan",
        ),
        "north indian": (
            "Pooja Shalini Harsimran Rukmini Simran Kanchan Falguni Ila",
            "Rohit Jaswinder Vikram Pankaj Mukesh Kuldeep Dhruv Om",
            "Bhattacharya Trivedi Bedi Desai Saxena Ahluwalia Joshi Chatterjee Rao Gokhale",
        ),
        "south indian and sri lankan": (
            "Padmavathi Sowmya Vasantha Dilrukshi Annamma Kamala Thushari",
            "Senthil Gopalakrishnan Nuwan Thirumalai Jayakumar Biju Lasantha",
            "Chandrasekaran Jayawardena Kurian Ramaswamy Varghese Pillai Gunatilaka Thangavelu Shenoy",
        ),
        "nepali and tibetan": (
            "Sabitri Pema Dolma Kalpana Tshering Sarmila",
            "Hari Ngawang Dorje Prakash Lobsang Dil",
            "Gurung Tamang Sherpa Pokharel Rai Bhattarai Magar Khadka",
        ),
        "chinese": (
            "Meiling Yifan Xuemei Shuang Lihua Ruoxi Suk-Yee Wenjing Fang",
            "Zhiqiang Haoyu Chi-Wai Guangming Jun Dawei Ka-Ho Yichen Bo",
            "Feng Kuo Ng Lui Chow Tse Auyeung Zhu Guo Yin Tan Li",
        ),
        "korean": (
            "Eun-hye Sunhee Hyunjoo Bo-ram Myung-sook Jiwon",
            "Byung-chul Seokjin Kwang-ho Jongmin Sang-woo Dohyun",
            "Oh Noh Baek Cheong Shin Jang Ryu Moon",
        ),
        "japanese": (
            "Kazuko Mayumi Etsuko Chihiro Sayuri Rin Akemi",
            "Tadashi Noboru Haruto Satoshi Yuichi Ken Hideki",
            "Sugiyama Yamashita Hattori Kuroda Endo Shibata Ono Morimoto",
        ),
        "vietnamese": (
            "Thu_Hà Kim-Chi Diễm My_Linh Bích_Ngọc Xuân Loan",
            "Quốc_Bảo Trung Hải Phúc Long_Vũ Tấn Dũng",
            "Bùi Đặng Lê Vo Hoang Cao Quach Mạc Luu",
        ),
        "southeast asian": (
            "Maricel Jomarie Rowena Kanya Sokha Mee Siti_Nurhaliza Thida",
            "Rodrigo Jejomar Danilo_Jose Wichai Vuthy Chue Agus Zaw",
            "Dela_Cruz Catacutan Macaraeg Sok Chea Moua Phanthavong Villanueva Wijaya Lumbao",
        ),
        "pacific": (
            "Lupe Sela Moana Talia'uli Nohea Ana_Mele",
            "Sefo Kahiau Tevita Paula_Moe Lopeti Ka'eo",
            "Tu'ipulotu Kamaka Fifita Leavasa Nakamoto_Kekauoha Matautia Latu",
        ),
        "native american": (
            "Dezbah Winona Shania Kateri Sequoia Wynema",
            "Emerson Tokala Elijah_Blue Myron Garrison Leander",
            "Benally Tohannie Two_Bulls Bitsilly Etsitty Iron_Cloud Nez Killsright Peshlakai",
        ),
        "irish and scottish": (
            "Sorcha Eilidh Caoimhe Deirdre Mairi Róisín Bríd",
            "Fionn Alasdair Ruairí Hamish Eamon Colm Lachlan",
            "Mac_Giolla McGillicuddy Mac_an_tSaoir O'Rourke Drummond Ní_Dhomhnaill Farquharson M'Intyre "
            "Breathnach",
        ),
        "italian and greek": (
            "Antonella Graziella Filomena Ioanna Rosaria Vasiliki Mariangela",
            "Salvatore Gennaro Spyridon Carmine Kostas Ettore Nunzio",
            "Lo_Presti D'Agostino Della_Rocca Pagano Economou Vlahos Zambrano Tsakalakis Iacobucci",
        ),
        "french and cajun": (
            "Maëlle Clothilde Océane Ghislaine Thérèse Sylvie Mireille",
            "Étienne Achille Gilles Théophile Rémy Alcide Jean-Guy",
            "Guidry Thibodeaux D'Aubigné Charbonneau de_Villiers LeBlanc St-Pierre Gauthier Arceneaux",
        ),
        "german and dutch": (
            "Anneliese Heike Gesine Marieke Trudi Ottilie Femke",
            "Detlef Ulrich Diederik Gerhard Hendrik Reinhold Karl-Heinz",
            "Hohenstein Grünwald von_Ahlefeld ten_Brink Hoekstra Vandermolen Weiß Zimmermann Dykstra Yoder",
        ),
        "nordic and baltic": (
            "Sigrún Åsa Kaisa Birgitta Ragnhild Daiva Triinu",
            "Torvald Øyvind Mikko Gunnar Þór Jonas Arvid",
            "Thorsen Virtanen Guðmundsdóttir Bergstrøm Kazlauskas Ängström Tamm Halvorson",
        ),
        "polish and czech": (
            "Halina Bogusława Wanda Božena Małgorzata Vlasta",
            "Wojciech Stanisław Zdeněk Mieczysław Radek Casimir",
            "Wojciechowski Dudek Svoboda Grabowski Krzyżanowski Hlaváček Sadowska",
        ),
        "russian and ukrainian": (
            "Lyudmila Oxana Galina Zinaida Raisa Nadiya",
            "Yuri Semyon Oleksandr Leonid Bohdan Vsevolod",
            "Kuznetsova Tymoshenko Zaitsev Morozov Hrytsenko Lysenko Bogatyrev",
        ),
        "balkan and hungarian": (
            "Snežana Mirela Ildikó Jasna Drita Zsófia",
            "Zoran Besnik Lajos Dejan Ferenc Ilir",
            "Stojanović Nagy Hoxha Dragomir Krasniqi Szabó Marinković",
        ),
        "armenian, georgian and hebrew": (
            "Anahit Nana Yael Hasmik Chaya_Mushka Ruzan",
            "Vahan Otar Zalman Hovsep Yitzchok Eitan",
            "Der_Hovanessian Kalandadze Katzenelson Terzian Ben_Shimon Feldstein Grigoryan",
        ),
        "words": (
            "Rose Melody Olive June Mercy Harmony Cherry Hope Violet Destiny",
            "Ace Chance Grant Major Forest Duke Earnest Royal Price Lawyer",
            "Frost Bright Noble Outlaw Savage Snow Stout Temple Worthy Lemon Loving Gamble Ivory Church "
            "May Bird",
        ),
    }
)
