/** Given names in Arabic script that are heard less often: of the Levant, Egypt, the Gulf, Iraq and the Maghreb. */
export const RARER_ARABIC = `
رلى ميثة مهيمن هدير راندا
كنانة عروة نبال ليلاس ياقوتة بيداء تهامة دعد رازان ساهرة سندريلا سولين سيبان شروان شهرزاد شيار صبيحة عروب عمرة فاديا فرزت فريحة فلة كاترينا لاوند لبابة لوسيانا لوند ماوية مرجان مسرة معتزة مناس مهدية نورشان هيبت وهاد يولاند يوليا
آري آلند أفين أفيستا باران بريفان بيريفان جيان جيندا خزنة دجوار دلفين دلوفان ديلان ديرسم رودي روهات روجين روشن روناهي زارا زلال سروة سيدار سيفان سيماف شفين شيندا فرهاد كاجين كلستان ميديا هفرين هيفين هيفار أبيغيل ألكسندر ألكس
أنجيلا أنجليك أنطانيوس إستير إيزابيل إيلينا باتريسيا برنار بياتريس تيدي جاكي جانين جوليان جورجيو جيرار جيلبير دومينيك ديفيد رالف رامونا روجيه رودولف رينيه ريموند ريمون ساشا سابين سيزار سيلفي غلوريا فانيسا فرنسيس فكتور فيرا فيليب
كارلو كريستال كلارا كلير لوسيان لويس لويز ليون ماروان مايك ميلاني ميليسا ميريلا نيقولا هنرييت إميليا جيزيل جوزيت ماريبال ميشلين جورجيوس باسيليوس أبراهام صموئيل بنيامين سمعان شمعون برصوم أفرام كبريال آشور سركون نينوى شميران محمدين
شحات بركات عليوة عطوة فتوح حسبو شلبي فؤادة قطب متولي مرسي هريدي عوضين بخيت بيومي حنفي شندي عدوي عشري فكري قناوي مغاوري ونيس شاذلي خضرة روحية زنوبة زينهم شوقية صفصف عديلة عنايات فاطيما فوقية كوثرة نجية نفيسة هنية وصيفة جزاع حثلين
حشر خليفان دخيل دخيلالله دليم ربيعان رداد رشود زبن زعل سالمين سبيت سلوم سويلم شامان شايع شداد شلاش شليويح ضاوي ضحوي طحنون عتيق عساف علوش عيضة غنام فاران فراج فزاع قعود كايد مبروك متلع محسنة محمس مخلد مرداس مزعل مساعد مشعان مصلح
معتق مفرج مقبول مكتوم ملحان ملفي مناور منصورة مهنا مويضي نافل هايف هباس هجاج وافي وليعة وضحة بخيتة رفعة رويضة زهوة سارية شعاع شعيع شيمة طرفة عبطا عذبة غزيل غلا فضة فلوة قماشة مبخوتة مزون منوة موضي نوضى جاسب جبوري جلوب خزعل رحيم
زامل زغير ساهي شنيشل طعمة كاطع كطان محيسن مزهر منعم وارث وناس حمدية ضفاف مآب ميامين نبأ همسة إدريسية التهامي البشير المعطي الميلودي بوشعيب بوسلهام جلول جيلالي حمو رحال رقوش زهيرة زينبة شامة شعيب ضاوية طامو عزوز علال عيشة غيتة
فاضمة فضمة قدور لالة لكبيرة محجوبة محماد مسعودة منانة ميلودة هنو يزة أسية أناس رميساء ريحانة شهيناز لينة مختار قويدر جمعة دحمان زوبير صحراوي عمروش فوضيل مقران مليك موح جابرة عشة ملاذ رباح رزاز عوضية حسنة علوية مواهب مودة امتنان
تسابيح
غزوان غنوة غرام رسل رنين رهيب رواء روبا روزا رويدا رينا رائدة رائف راغدة رانية راويا راضي دانة دلير دليلة دجانة دياب ذكرى زيان زكية زمرد زلفا سراء سرى سرمد سكينة سلسبيل سلوان سماهر سمراء سميح سنية سهاد سومر سيمون سينا سابا ساميا
سائر شادن شاهيناز شذا شريهان شريفة شفيقة شكيب شهيرة شارل شانتال صبحية صدام صونيا صافية صفوح صيتة ضاري طيف عابدة عادلة عاشور عبلة عدلي عذاري عرفان عرفات عريب عزمي عفراء علوي عهود عواطف عونية عيد عيناء عرين عشتار غالية غالي غيثاء
فارعة فاطم فالح فتحية فخر فرحات فرزات فرقد فهيم فيفيان فيكتوريا فينوس فيان فرنسوا قدري قيصر قسورة قيصرية كارلا كارولين كرمل كريمة كلود كلودا كيندا كيفورك لبانة لورين ليندا ليديا لبيب لبيبة ماهرة مبين مثنى محفوظ مخايل مرسيل مرعي
مريانا مسلم مشاعل مصباح مطيع معالي معمر معين مفلح مقبل منار مناهل منتصر منصف مهاب مهيار مؤنس ميريام ميسم ميشال ميلاء ميمونة ميخائيل موريس منقذ ناجح ناهدة ناهل نبهان نبيهة نجم نزيهة نصري نصوح نظيرة نقولا نهال نوار نوارة نورما نوري
نيللي نينار نغمة نمر نجمة هادية هيلة هوازن هاجد وئام وجيه وجيهة وحيد وديعة وصفي وليم وهاج وهب وهيبة وليام وسمية ياسمينة يارة يسر يمامة يوستينا ينال يحي يامنة آدم آسيا آيات أبرار أديبة أزهار أشجان أصيل ألفت ألماس ألما أمجاد أميمة
أيسر إحسان إدوار إشراق إليان إيلاء إيمي إنصاف إقبال إكرام بدرية بشائر بشارة بشيرة بنان بهية بيلسان بادية بانا بشر بولا تالة ترف ثراء جاكلين جانيت جبير جلنار جمان جنا جهان جودت جورجيت جولييت جيلان جولان جنات حجازي حسنية حلمي حمدون
حواء حاكم خالدية خنساء خيرية خيرالله خيال تيريز تريزا جورجينا غريس غابي غابرييل فرانسوا ألبير أنطوانيت إدمون إميل بيتر توما جو راشيل رودريغ سيرج سيمونا فيوليت كريستيان لورانس ماغي ماريو نتالي ناتالي نيكول هنري يوحنا يواكيم هجرس
مشبب مفرح معيض مرزوق فليح صنهات سلطانة سطام سحمي شافي شبيب شجاع ضيدان عايض عجلان فيحان قبلان لافي ماطر محيا مرضي مسفر مقرن مناحي نشمي هذال هليل وبدان شمسة عفرة عوشة كليثم اليازي نوير ابتهاج سبيكة دعيج فهيد بوشرى فاطنة حفيظة
السعدية إيطو تودة يطو مليكة غزلان بوعلام بوجمعة لخضر الطاهر الهاشمي الطيب المولودي مولود فاتح رابح رابحة وردية تسعديت ماسينيسا أمازيغ يوغرطة كسيلة إيدير أرزقي نصيرة زوليخة الزهرة حفصة مرتضى مقتدى بنين باقر علاوي خضير ريام فرقان
انفال افياء حوراء شيلان دلنيا هيفي روناك هيوا سربست سردار بختيار نوروز بيستون هوزان شفان كاوة هاجي بابكر الصادق الفاتح محجوب تاج نميري الأمين تيراب أبكر كوكو سيدأحمد التجاني افتخار انشراح بسمات تفاحة جمالات دولت رتيبة زينات شربات
عطيات فكرية كريمان نادرة نبوية نعمات هانم شنودة أبانوب مرقس كيرلوس مكاريوس دميانة فيبي مهرائيل مريان ايرين نجاتي ثروت شويكار نازلي سوسو ميمي توتو كنزي تاليا تانيا تينا نينا دينيز
`

/** Given names in Latin script that are heard less often: of the Americas, Britain and India, and Arabic ones as they are written. */
export const RARER_LATIN = `
nate nat zac jaxon hudson grayson carson easton greyson brayden bryson colton landon axel emmett parker ryder rhett beau jude brody terrence rashad andre clyde gil vern jed leif mick myles nico paddy
raoul stu thad trent ulrich vance vic wally mila aria everly addison brooklyn paisley savannah eliana kennedy aaliyah madelyn kinsley gabriella gianna delilah nevaeh arya emery peyton rylee brielle
leilani jordyn raelynn sienna siena shanice chantelle desiree eloise eunice gayle isadora libby lorena maisie margot maud millie norah rena rhea rosalyn samara susannah anoop anu anushka gautam girish
kajal kumar nikita simran asad zeeshan usman shahid junaid saima sadia rabia shazia nasreen rukhsana xiao takashi yuto keiko emiko kazuo minjun jihoon seojun jiwoo minseo soojin uchenna tobi kemi yemi
amara chinwe ikenna nkechi olamide funmi nomsa chipo bjorn anders birgit gunther helga margaux andriy jakub hakan cem deniz murat ozgur selin burak
kavya alonzo bazza abhishek ottoline cletus ephraim imani thandiwe chioma ifeoma adaeze oluwaseun oluwatobi babatunde folake yetunde temitope segun femi tolu bukola amaka chidi obinna uche nneka kwesi yaw akosua abena afua adjoa
kojo wanjiru njeri kamau otieno achieng mwangi wambui tendai farai rudo tafara sipho thabo lerato naledi bongani nomvula zanele precious blessing jing xiu yan fang jun hao tao lei xin kai zhen haruto sakura takeshi naoko akira
yoko aiko minh anh linh huong thao tuan hung phuong trang hien hyun jisoo seung jae tamika lakeisha shaniqua keisha kenya tanisha darnell demetrius terrell marquis jermaine lamont deandre devonte tyrell dante quincy roosevelt
thurman ezekiel jedediah josiah malachi isaias nehemiah obadiah zebulon hezekiah amos boaz silas thaddeus cornelius barnabas esperanza refugio socorro consuelo remedios dulce milagros rocio soledad yesenia yadira araceli maribel
marisol xochitl itzel citlali angel efrain abel adan ulises uriel gilberto rigoberto humberto norberto heriberto alberto adalberto ernesto evaristo fidel gerardo gonzalo hilario homero horacio isidro jacinto joaquin lazaro leandro
leonel lorenzo lucio luciano macario manolo marcelino marcelo maximo mauricio moises nestor octavio osvaldo pascual patricio plutarco ramiro raymundo reynaldo rodolfo rogelio rolando romeo sabino salomon saturnino silverio teodoro
tomas ubaldo vicente wilfredo zacarias alondra anahi azucena belen berenice brisa carina dalila delfina elvia estefania fabiola fernanda graciela griselda herlinda hortensia iliana imelda jimena josefina julieta leonor lidia
liliana luciana magdalena manuela marcela maricela maura mireya nereida nidia noemi nohemi ofelia oralia otilia paloma paola paulina perla petra pilar rebeca rosalba rosalia rosario roxana susana tania tomasa valeria violeta
viviana ximena zoila agnieszka aleksandra aleksander bartosz beata bogdan bozena danuta dariusz dorota elzbieta ewa grazyna grzegorz halina irena iwona jadwiga janusz jaroslaw jerzy jolanta kamil katarzyna kazimierz krystyna
krzysztof lukasz maciej malgorzata marcin marek mariusz mateusz michal mieczyslaw miroslaw pawel piotr przemyslaw radoslaw rafal ryszard slawomir stanislaw szymon tadeusz tomasz urszula wieslaw witold wojciech zbigniew zofia
zygmunt sergey dmitry igor oleg yuri vladimir anatoly nikolai natalya irina galina ludmila oksana yulia ekaterina andrei alexei mikhail pavel viktor vasily lyudmyla olena mykola volodymyr oleksandr bohdan taras giuseppe salvatore
vincenzo pasquale alessandro matteo luca davide riccardo stefano paolo massimo fabio enzo carmela concetta rosaria federica elisa ilaria alessia silvana wolfgang dieter helmut heinz gunter uwe torsten sabine ulrike heike renate
gisela monika brigitte anja katja silke alain thierry pascal olivier sylvie nathalie sandrine aurelie lea manon elodie geneviève benoit etienne guillaume mathieu fergus cormac eoin eoghan cian cillian conall dara darragh diarmuid
donal eamon enda fintan lorcan malachy oisin ruairi seamus tadhg tiernan aisling aine bronagh clodagh eimear emer grainne maire mairead muireann roisin sorcha catriona fionnuala gethin huw ieuan idris iolo iwan llewellyn llyr
rhodri emyr aled alun arwel dafydd dewi eifion geraint gwilym hywel ifan ioan mabli lowri eleri gwenllian heledd lleucu nerys nesta olwen sian tegwen jemima arabella clementine cordelia cressida fenella hermione lavinia octavia
perdita philippa saffron tamsin tansy xanthe barnaby crispin digby giles jolyon lysander monty peregrine piers rafe rollo tarquin torquil wilf norm beryl bev bevan bryn
ada adele adeline adrian adriana agnes aidan aiden alana alec alejandra alexa alexandra alfred alicia alina alison allan allison alma alvin alyssa amelia andreas angelica angelina angie ann annabel anne annette annie anton april
ariana ariel arlene arnold asher ashlyn ashton astrid aubrey audrey augustus aurora avery barney barry bartholomew beatrice beatriz becca bella benedict bennett benny bernadette bernard bernice bernie bert bertha bethany bianca
blake blanca bonnie brad brady brandi brandy brendan brett briana brianna brooke bruno bryce byron caitlin caleb calum cameron candace candice cara carly carole caroline carrie casey cassandra cassidy cassie catalina cathy cecilia
cedric celeste celia cesar chad chantal charity charlene chelsea chester christa christy cindy clara clark claudia clayton cliff clifford clint cody colette connie constance cora corey corinne cory courtney crystal curt dale
damian damon daniela danny daphne darcy darla darlene darrell darryl davo dean deanna debbie delia della delores denis derrick destiny devin devon dexter dianne dillon dinah dirk dolores dominique don donovan dora doreen doug
duane dustin dwayne dwight earl ebony edgar edith edmund edna edwin elaine eli elias elin elise eliza ellen ellie elliot elliott ellis elsa elsie elvira emerson emil emilia emmanuel enid enrique erica erika erin ernest ernie
esmeralda esteban estelle esther ethel eva evan ezra faith faye felicia felicity felipe flora forrest fran frances francesca francis frankie franklin freda frederick gabrielle gail garrett genevieve geoff geoffrey georgia georgina
geraldine gerard gertrude gideon gilbert gina ginny gladys glenda godfrey gordon greta gretchen guadalupe guillermo gus gustavo guy gwendolyn hailey harris harrison harvey hattie hector helena henrietta herman hilary hilda homer
horace hubert hugh humphrey ida ignacio ilana ines ira irene irma irving isabella isabelle isaiah jackie jackson jaclyn jacquelyn jada jade jaime janelle janine jared jasmine jay jayden jeanette jeanne jeannie jenna jeremiah
jerome jess jessie jesus jill jillian joann jocelyn jodi jodie jody joel johanna jonah jonas jordana josephine josie juanita julian juliana juliet julio julius june kaitlyn kara kari karin karina karl karla katelyn kathryn katrina
kay keira kelley kelli kelsey ken kendra kenny kent kirk kirsten kristen kristi kristin kristina kristine kristy kurt lacey lamar lana lance latasha latoya laurence laurie leah lee leigh leon leona leonardo leslie leticia levi
lewis lila lillian lillie lincoln lindsay lindsey linus lionel liza lois lola lonnie lora loretta lorna lottie lou louisa louise lourdes lucille lucinda luna luz lydia lyle lynda lynette lynn lynne mabel mack mackenzie maddie
madeleine madeline mae maggie malcolm mallory mara marcel marcia margarita margie marguerite mariah marian mariana marianne mariel marion marisa marissa marjorie marla marlene marsha marshall marta martina marty maryann mateo
matilda maureen maurice mavis maxine maxwell mckenzie meg melanie melinda melody mercedes mercy meredith micah michaela micheal michele mildred milo mimi mindy minnie miranda misty mitch mitchell moira mollie monica monique muriel
myra myrtle naomi natalia nathaniel neal ned nellie nelson nettie nicola nina noel noelle nolan noreen norma olive ollie opal ophelia orlando otis otto padraig paige pam patience patsy patti patty paulette pearl peggy penelope
percy perry phil phyllis piper polly preston priscilla prudence quinn rachael ramon ramona randall randolph raphael raquel raul reginald regina reid renee rex rhoda rhonda riley roberta roberto robin robyn rochelle rod roderick
rodney rodrigo roland roman ronan rosalie rosalind rosanna rosemarie rosemary rowan rowena roxanne ruben rudy rufus russ sabrina sadie sally salvador sammy samson sandy santiago sasha saul scarlett selena serena seth shana shanna
shari shauna shawna shelby sheldon shelia shelley shelly sheri sherri sherry sheryl sid sierra silvia simone skye solomon sonja sonya sophie spencer stacey stacy stan stella stewart susanna suzanne sybil sylvester sylvia tabitha
tami tammy tanya tara taryn tasha taylor teddy terence teri terri tess tessa thelma theodora theodore tina todd tommy toni tonya traci travis tricia trina trish trisha tristan trudy tucker ulysses ursula valerie vanessa vaughn
velma vera verna veronica vicki vickie victor vince vinny viola virgil vivian vivienne walt wanda wendell wes weston whitney wilfred wilhelmina willa willard wilma winifred winnie winston wyatt xavier xiomara yolanda yvette yvonne
zane zelda zoey aarav aditi aditya akash akhil akshay alok amar amita amitabh amrita anand anjali ankit ankita ankur anupam anurag anusha aparna archana arnav aryan asha ashish ashwin avinash ayush balaji bharat bhavna bhavesh
chandra chetan chitra darshan deepika devendra dhruv dilip dinesh farhan gauri geeta gita gopal govind gurpreet hardik hari harpreet harsh harsha hema hemant imran indira irfan isha jagdish jai jaspreet jatin jaya jayesh jayanth
jitendra jyotsna kabir kalpana kamala karan karthik karthikeyan kavitha keerthi kishore komal krishna kumari lata latha lokesh madan madhav madhavi madhu mahesh mala malini mandeep mani manjit manjula manpreet meena mehul mihir
milind mohan mohit mukul murali nandini narayan narendra naresh neelam neeraj neeta nikhil nilesh nirmala nitya padma pallavi parth parvati pavan prabhu pradeep prafulla pranav prasad pratik praveen preeti prem priyanka puja punit
purnima rachna radha raghav raghu raja rajan rajat rajeev rajendra rajkumar raju rakesh ram raman rani ranjit rashmi ravindra rekha renu reshma rishi ritika rohini rohit roshan roshni ruchi rupa sahil sandhya sangeeta sanjana
sanjeev santosh sarita satish saurabh savita seema shailesh shalini shankar shanti sharad sheetal shikha shiv shivani shraddha shruti shubham shweta sita smita smriti sneha sonal sonam subramanian sudha sudhir sujata sujit suman
sumit supriya suraj surekha surinder surya sushil sushma swapna tanvi tarun tejas trupti uma umesh usha vaibhav vandana varsha vasant veena venkat venkatesh vidya vijaya vikas vimal vimala vineet vinod vipin vipul virat vishnu
vishwanath vivek yamini yogesh yogita amer amin ammar ayoub aziz boutros dalia farid farida hana haytham issa jad jasim lamia layal layan leen loay majd mayssa mousa nadim nawal rabih rafiq raya safwan sayed shahd sohaib yazid
zain zeyad
راجيش راجش كومار سانجاي سانجيف فيجاي سوريش راميش ماهيش دينيش موكيش ديباك براكاش أنيل سونيل أشوك فينود راكيش أميت راهول روهان أرجون كيران سانتوش غوبال كريشنا بريا بوجا نيها سونيتا أنيتا كافيتا ديفيا لاكشمي ميناكشي
جوزيه خوسيه رودريغو جيراردو رونالدو جيريمي جوي ماريسول روزاليندا جينيفر ميشيل كريستين آنجيلا
هاكوب هاكوپ آرام أرام أرمين آرمين سركيس ساركيس فارتان وارتان هوفسيب كريكور غريغور كيفورك كيغام هاروت هاروتيون بوغوص أوهانس أوهانيس نوبار زافين خاتشيك خاجيك مانوك سيبوه سيتا آني أربي هوري تالين سيلفا شوغيك نازلي آراكسي أنوش أستغيك ماراليك لوسين تامار سيرون
دلشاد دلير آزاد ازاد شيركو شيرزاد هيوا هيمن كاوا بختيار نوزاد سردار روني روژين روجين شيلان بيريفان بيريڤان آفين هيفين جيان زوزان نسرين دلوفان سربست ريبوار كاروان هوشيار سوران سيروان برهم لقمان بهار شنو تارا هيلين جوان رزكار رزگار ئاشتي آشتي
`
