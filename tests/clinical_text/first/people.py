"""Names from many cultures, chosen for the development documents."""

from __future__ import annotations

from tests.clinical_text.pool import cultures

# culture: female | male | family. Many are absent from the top lists of the US census, as the patients are
# whom a detector made from those lists would fail.
_CULTURES = {
    "anglo": (
        "Susan Margaret Deborah Heather Tiffany Bethany Loretta Paige Daphne Rosalind Maureen Gwendolyn",
        "Robert Kenneth Douglas Gregory Wendell Travis Roland Clifford Desmond Quentin Barnaby Leland",
        (
            "Harrington Whitfield Thornbury Ashcroft Pemberton Caldwell Bexley Hathaway Winslow "
            "Langford Croft Tisdale"
        ),
    ),
    "common": (
        "Mary Jennifer Linda Patricia Karen Lisa Nancy Sandra Ashley Emily Donna Michelle",
        "James John Michael David William Richard Thomas Charles Daniel Matthew Anthony Steven",
        (
            "Smith Johnson Williams Jones Davis Miller Wilson Anderson Taylor Moore Jackson Thompson "
            "Robinson Clark"
        ),
    ),
    "african american": (
        "Latoya Keisha Shanice Ebony Tamika Aaliyah Imani Lakeisha Deshawna Monique",
        "Darnell Jamal Tyrone DeAndre Malik Terrell Marquis Devonte Lamar Rashad",
        "Washington Gaines Booker Merriweather Dupree Batiste Pettway Hightower Grier Tolliver",
    ),
    "hispanic": (
        "Guadalupe Maribel Xiomara Yesenia Rocío Graciela Lourdes Itzel Socorro Araceli",
        "Alejandro Joaquín Heriberto Ignacio Efraín Rigoberto Osvaldo Leobardo Emiliano Ulises",
        (
            "Hernández Villalobos Quiñones Echeverría Zaldívar Arriaga Bustamante Oropeza Tejada "
            "Montemayor Carrasquillo Ybarra"
        ),
    ),
    "vietnamese": (
        "Thuy Linh Hanh Ngoc Tuyet Phuong Bich Huong",
        "Quang Minh Duc Hieu Thanh Khoa Tuan Vinh",
        "Nguyen Tran Pham Huynh Dang Truong Duong Vuong",
    ),
    "chinese": (
        "Xiaoling Meifang Yuting Shuzhen Qiaolian Jiayi Huifen Lanying",
        "Zhiwei Jianguo Haoran Xudong Weimin Guoliang Junjie Yongsheng",
        "Zhang Ouyang Xu Zhao Qian Situ Huang Zheng Liang Cheung",
    ),
    "korean": (
        "Soo-jin Eunji Hyejin Minseo Jiyoung Yoona",
        "Seung-hoon Jaehyun Dongwook Minho Sangchul Kyungsoo",
        "Kim Yoon Hwang Seo Kwon Bae Namgung Cho",
    ),
    "japanese": (
        "Haruko Sachiko Mitsuki Yukiko Ayaka Natsumi",
        "Takeshi Hiroyuki Kenjiro Shinji Ryota Masahiro",
        "Watanabe Kobayashi Shimizu Fujimoto Ishikawa Hasegawa Matsumoto Ogawa",
    ),
    "south asian": (
        "Priyanka Lakshmi Anjali Deepika Kavitha Nandini Sunita Meenakshi Farzana Tahmina",
        "Rajesh Venkatesh Arvind Suresh Harpreet Karthik Imtiaz Sandeep Gurpreet Muthu",
        (
            "Krishnamurthy Venkataraman Patel Chaudhary Mukherjee Subramaniam Gill Raghunathan "
            "Bandaranaike Wickramasinghe Hossain Talukdar"
        ),
    ),
    "arabic": (
        "Fatima Noura Yasmin Hanan Rania Samira Zaynab Lubna",
        "Ahmad Khalid Tariq Mustafa Yousef Bilal Faisal Nabil",
        "Al-Masri Haddad El-Sayed Khoury Al-Rashid Mansour Bin-Laith Abdelrahman Qureshi Shawwa",
    ),
    "persian and turkish": (
        "Shirin Parisa Ayşe Elif Nasrin Zehra",
        "Farhad Behrouz Mehmet Kaveh Emre Siamak",
        "Rostami Yılmaz Tehrani Özdemir Hosseinzadeh Kılıçarslan Moradi Demirtaş",  # noqa: RUF001 (a letter of the Turkish alphabet)
    ),
    "west african": (
        "Ngozi Chiamaka Folasade Adaeze Abena Temitope Aminata Oluwaseun",
        "Chukwuemeka Babatunde Kwame Obinna Ifeanyi Kofi Olumide Mamadou",
        "Okonkwo Adeyemi Onyekachi Owusu Nwachukwu Asante Diallo Oyelaran Ezeudu Boateng",
    ),
    "east african": (
        "Selam Wanjiru Hodan Tigist Akinyi Mahlet",
        "Tesfaye Kiprotich Abdirahman Mulugeta Otieno Girma",
        "Gebremariam Kamau Warsame Wolde Ochieng Haile Mutasa Nkurunziza",
    ),
    "slavic": (
        "Svetlana Katarzyna Oksana Bożena Ljubica Milena Agnieszka Zdenka",
        "Volodymyr Zbigniew Dmitri Bogdan Miroslav Grzegorz Vasyl Tomasz",
        "Kowalczyk Shevchenko Wiśniewski Dvořák Petrović Ivanenko Szczepański Novotny Bondarchuk Jovanovic",
    ),
    "celtic": (
        "Siobhan Aoife Niamh Catriona Gwenllian Bronwen",
        "Padraig Fergus Declan Iestyn Ruaridh Cormac",
        "O'Shaughnessy McAllister O'Dowd MacGillivray Llewellyn FitzGerald McGonagle Pritchard",
    ),
    "romance": (
        "Geneviève Solange Chiara Fiorella Ximena Beatriz Ileana Delphine",
        "Thibault Gaspard Giancarlo Lorenzo Duarte Radu Matteo Olivier",
        (
            "Lefebvre Castiglione D'Angelo da_Silva Beauchamp Figueiredo Popescu De_la_Cruz "
            "Di_Benedetto Archambault"
        ),
    ),
    "germanic": (
        "Ingrid Liesl Annelise Saskia Solveig Marijke Hildegard Freya",
        "Klaus Jürgen Anders Maarten Björn Willem Dieter Sigurd",
        (
            "Müller Schönfeld van_der_Berg Lindqvist Hofstetter Rasmussen van_Dijk Kjellberg "
            "Brinkmann Vandersteen"
        ),
    ),
    "pacific": (
        "Leilani Mele Kalani Sina Corazon Ligaya Ululani Losa",
        "Keoni Tavita Sione Makoa Bayani Danilo Fetu Kekoa",
        "Kahananui Faleolo Tuiasosopo Magbanua Kealoha Dimaculangan Fonoti Manalastas",
    ),
    "southeast asian": (
        "Mai Suchada Pa-Nhia Khin Dewi Malee",
        "Tou Somchai Aung Xeng Budi Kyaw",
        "Vang Thammavong Xiong Phommachanh Suwannarat Lor Htun Setiawan",
    ),
    "native american and caucasian": (
        "Nizhoni Anush Ketevan Tallulah Shushan Nino",
        "Ahiga Hrachya Giorgi Chayton Levon Zurab",
        "Begaye Yazzie Petrosyan Hakobyan Kvaratskhelia Tsosie Runningwater Japaridze",
    ),
    "words": (
        "Faith Joy Dawn Summer Ivy Pearl",
        "Chase Drew Rusty Lance Cliff Dean",
        "Young Long Rich Sharp Power Bishop Best Rush",
    ),
    "greek and hebrew": (
        "Eleftheria Shoshana Kalliope Tzipora Despina Rivka",
        "Panagiotis Mordechai Stavros Avraham Evangelos Zvi",
        "Papadopoulos Rosenzweig Karamanlis Lefkowitz Stathopoulos Ben-Ami Mavrogiannis Abramowitz",
    ),
}
NAMES = cultures(_CULTURES)
