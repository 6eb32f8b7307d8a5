import { RARER_ARABIC, RARER_LATIN } from './more-given-names.ts'
import { ARABIC_FROM, wordSet } from './tokens.ts'

/** Given names of callers in Arabic script, spellings levelled by folding. */
const ARABIC = `
أحمد محمد محمود حامد حمد حمدان حمود حميد حمدي علي عمر عمرو عمار عامر عمران عماد عمير عثمان عدنان عدي عزام عزت عصام عادل عاصم عاطف عاهد عايد عايش عبادة عبود عبيد عبيدة عبدالله
عبدالرحمن عبدالرحيم عبدالعزيز عبدالكريم عبدالقادر عبدالحميد عبدالمجيد عبداللطيف عبدالوهاب عبدالسلام عبدالهادي عبدالناصر عبدالغني عبدالحليم عبدالإله عبدالملك عبدالفتاح عبدالمنعم
عبدالرزاق عبدالجبار عبدالحكيم عبدالباسط عبدالخالق عبدالرؤوف عبدالمحسن عبدربه خالد خليل خليفة خلدون خضر خلف خميس خيري خلود ختام سامر سامي سامح سالم سليم سلمان سليمان سلطان سعد سعيد
سعود سعدون سيف سفيان سهيل سهيلة سراج ساري ساهر سائد سند سنان سلام سلامة حسن حسين حسان حسام حسنين حسني حسون حاتم حازم حارث حافظ حكم حكيم حكمت حمزة حيدر حيان حنا حبيب حسيب
يوسف يونس يحيى ياسر ياسين يزن يزيد يعقوب يمان يامن يوشع ياسمين يارا يسرى يسار إبراهيم إسماعيل إسحاق إدريس إلياس أيوب أيمن أيهم أنس أنور أنيس أمير أمين أمجد أسعد أسامة أسد أشرف أكرم
أدهم أديب أرسلان أركان إياد إياس إيهاب إسلام أوس إيلي إيلياس أنطون أنطوان كريم كرم كمال كامل كاظم كنان كفاح كاسر كارم كميل كارلوس ماجد ماهر مازن مالك مأمون مؤمن مؤيد مجد مجدي مجيد مراد
مروان مروة مرهف مسعود مصطفى مصعب مطر معاذ معاوية معتز معتصم معن منذر منصور منير منيب مهند مهدي موسى ميسر ميشيل مشعل مشاري متعب مبارك محسن محي مخلص مدحت مكرم ممدوح مناف نادر ناجي
ناصر ناظم نافع نايف نبيل نجيب نديم نزار نزيه نسيم نصر نضال نعمان نعيم نواف نوح نوفل نائل نادي نورس هادي هاني هاشم هشام هيثم هلال همام هيكل هزاع وائل وليد وسيم وسام واثق وديع وضاح وجدي
وهيب وفيق فادي فارس فراس فاروق فاضل فؤاد فايز فائز فائق فتحي فخري فرج فرحان فريد فهد فهمي فواز فوزي فيصل فيصال فلاح فضل رامي رامز رائد راشد رشيد رشاد رضا رضوان راكان رافع رأفت رؤوف
رفيق رمزي رمضان روني رياض ريان رجب ربيع راجح راني راغب رواد زياد زيد زكريا زكي زاهر زاهي زهير زين زيدان زايد ثامر ثائر تامر تيسير تميم تركي توفيق تحسين تيم طارق طلال طه طاهر طلعت طوني
طلحة ظافر صالح صلاح صادق صابر صبحي صبري صخر صهيب صفوان صقر صفاء ضياء ضاحي ضرار غازي غسان غانم غيث غالب غياث غدير قاسم قصي قيس قتيبة قاسي قحطان لؤي ليث لطفي لقمان باسل باسم باسل بدر بدوي
بسام بشار بشير بكر بلال بهاء بهجت برهان بندر براء باهر بيار بطرس بولس جابر جاسم جاسر جعفر جلال جمال جميل جهاد جواد جورج جوزيف جبران جريس جلال جوني جان جاد جود شادي شاهر شاكر شريف شوقي
شكري شهاب شهم شفيق شعبان شامل شاهين شمس داود داوود دانيال دريد ذياب ذيب طوني روبير مارون ميلاد عيسى عوض عطية عطا عقيل علاء عوني عون عبدو عبده عنان عنتر عزيز عزالدين نورالدين صلاحالدين
سيفالدين علاءالدين ضرغام هارون هيا زينب زينة زهراء زهرة زهور زبيدة فاطمة فطوم فدوى فريدة فيروز فرح فجر فايزة فوزية فضيلة فادية عائشة عايشة عبير عليا علياء عفاف عهد عزة عزيزة علا 
مريم مها منى منال ميساء ميسون ميس ميادة ميرنا ميرا ميار مي مايا ماريا ماري ماجدة مديحة ملك ملاك ملكة منيرة مروى مرام مرح مارلين مجدولين مادلين ليلى لينا لين لما لمى لميس لمياء لانا لارا
لبنى لجين ليال ليان لولوة لطيفة لوسي سارة سارا سمر سمير سميرة سمية سلمى سلوى سناء سهى سهام سهير سهيلة سوسن سوزان سعاد سعدية سعدى سجى سندس سيرين سيلين سلافة سحر سميحة ساندرا رنا رانيا
رنيم رغد رغدة رهف رشا ريم ريما ريتا رولا روان رؤى ربى رباب رحاب رجاء رحمة رزان راما رندة رند روضة رقية رابعة رتيل راوية ريهام رضوى نور نورا نورة نوره نوال نهى نهاد نهلة نجلاء نجوى نجاة
نادية نادين ناديا ندى نسرين نسيبة نعمة نبيلة ناهد نائلة نيرمين نانسي نرمين هدى هند هناء هنادي هبة هالة هلا هيفاء هيام هويدا هاجر هديل هنا هيلين دانا دانية دانيا دعاء دلال دنيا دينا ديمة
ديما دارين داليا درة ديانا خديجة خولة جنى جنان جمانة جميلة جواهر جوليا جومانة جيهان جيداء جود جوري جويل حنان حنين حليمة حلا حسناء حياة حصة حورية حبيبة أمل آمال أميرة أمينة أماني أسماء آية
إيمان إيناس إسراء أسيل أروى ألاء آلاء إلهام أنوار أريج أحلام ابتسام ابتهال اعتدال انتصار إنعام أمنية آمنة أفنان أنغام إيلاف إليسا باسمة بسمة بثينة بشرى بتول بدور بيان بلقيس براءة
تالا تالين تغريد تهاني تسنيم ثريا ثناء تماضر تمارا شهد شذى شيماء شيرين شادية شروق شيخة شمة شما غادة غزل غنى غيداء غفران عنود العنود كوثر كارمن كارين كارول كندة كلثوم كنزة كاتيا وفاء
وداد ولاء وردة وجدان وسن وعد صفية صباح صبا صابرين ضحى طيبة ظبية موزة مهرة ميثاء مزنة وضحى يمنى يسرا ايفا ايفون ايلين ايليا سيدرا جيسيكا بيسان يافا سما عايدة ناريمان صوفيا صوفي جينا
هيلانة روز ريتال نايا ليا لوليا ستيفاني كريستين كريستينا مارينا جوانا يولا باتريك شربل مارك بيير طانيوس روكز جريج جاك جبر حنظلة كيان ريناد جوليانا هيثمي رفعت شوكت حشمت عصمت نشأت بهيج
بهيجة رمزية رهام رمزي راشدة حمدة جوهرة هتان ياسمينا سليمة وسيمة وليدة ديالا نغم أنسام رفيف هشام رشيدة فاتن فتون فوز بوران هويدة سعدة نايفة منيفة مها ضحوك ريعان حور تولين ألين أليسار
حمادة حماده ميدو زيزو شيماء دعاء تقى إنجي إنچي ماهينور نيفين ناهد نرجس كاميليا سامية سامح مينا بيشوي جرجس كيرلس مرقص مايكل ڤيكتور فيكتور جوزفين ايريني ماريان ليليان سيد شحاتة
عبعال حيدره اليازية العنود الريم الجازي الهنوف الجوهرة البندري الشيماء الهادي المهدي المنذر البراء الوليد الحسن الحسين المثنى المعتصم المعتز دحيم دحومي حمودي عبودي شموخ تبارك بسنت هايدي هيدي مضر ضياء سماح قمر شام تيماء تيمور جوانا ميري ميراي ميلان أريام إباء أبي أثير أحلام أديل أرياف أسمهان أصالة أفراح أكثم أماليا أمنيات أنيسة إخلاص إلياسة باسيل باهرة بديع بديعة بسيم بسيمة بهيرة بيرلا بيلا تامار تقي تمام تيا ثابت ثويني
جاسمين جبرا جميلان جواهر جوان جودي جوزيان جومان حارثة حذيفة حسام حسيبة حليم حميدة حنظل حيدرة خالدة خزامى خطاب خلفان خميسة دارا داني دانييل دجى دحام درويش دلع دنيز ديالى ديانة راتب راجية رازي راشدي رامية رانيم راني ربا ربيعة رتاج رجوى رزق رشدي رضية رفاه رمال رمزي رندا رهام روز روزانا روزين رولان رومي ريا ريتاج ريماس ريمي ريناد زاكي زاهد زبير
زهرا زهير ساجد ساجدة سالي ساندي سبأ سدرة سديم سعدون سفانة سلاف سلافا سليمى سماء سمارة سميا سنا سهر سهيم سوار سورين سيبال سيف سيلفا سيما شاهد شجون شكران شكرية شهلا شوق شيرين شيم صالحة صبرية صفوت صلاح صهباء ضرار طارقة طراد طريف طلة عابد عارف عاصي عامرة عبدالإله عبدالجليل عبدالحق عبدالحي عبدالرؤوف عبدالسميع عبدالعظيم عبدالعليم عبدالغفار عبدالقدوس عبدالمطلب عبدالمعين عبدالواحد عبدالودود عبيدالله
عتاب عدي عذراء عروبة عصماء عطاف عقاب علوان عليان عواد عيدة غريب غسق غصون غفار غيد فائقة فاتنة فادية فاهم فتاح فرات فردوس فريال فطيم فكرت فلك فهدة فوزان فيحاء قاسمية قبس قطر كاترين كاتي كاظمة كاميلا كايلا كريس كنان كنعان كوكب لارين لاما لجينة لطفية لمار لمعان لهيب لورا لولو ليدا ليليا ماجي مارسيل ماريانا مازنة ماسة مالكة ماهيتاب متعبة مجاهد محاسن محمدعلي مدين مديح مرادية مرسال مزن مشيرة مصطفاوي مفيد مفيدة مقداد ملهم ممتاز منتهى منهل
مهجة مهران مهيب موفق ميثم ميرال ميرفت ميرفانا ميرنا مينرفا ناجية نازك ناصيف ناظمة نافذ نبراس نبيه نجاح نجد نجوان نجود نجيبة نداء ندين نزهة نسمة نظمي نعمت نعيمة نهلا نهيان نواعم نورهان نورسين نوف نوفان نيرة نيروز هاديا هانية هتون هدباء هديب هزار هزيم هلالة هنادة هنيدة هيبة هيفا واصف وجد وجنات وداعة ورد ورود وسيلة وصال وضاء وفيقة ياقوت يعرب يقين يمن يسرية يوسفية
كرار منتظر سجاد عباس حسوني مصطفئ رسول ضرغام ستار كاظم جبار شهلاء هيلين ژيان آلان دلشاد آزاد شيرزاد كاروان
`

/** Given names in Latin letters: English ones, and Arabic ones as they are often written. */
const LATIN = `
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark marc donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason
jeffrey ryan jacob gary nicholas eric erik jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose henry adam douglas nathan
peter zachary kyle noah ethan jeremy walter christian keith roger terry austin sean shaun shawn gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan allen juan albert
willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip phillip eugene liam lucas luke oliver harry leo oscar theo max charlie alfie archie freddie isaac hugo felix louis stuart
graham ian neil nigel simon martin trevor clive colin derek duncan ewan fraser gavin gareth rhys owen kieran declan connor conor niall rory finn callum jamie craig ross toby rupert jasper sebastian dominic
tom tim bob bill will mike dave dan matt chris nick ben sam alex tony joey jeff steve greg josh jake pete ted ed eddie fred ray jim jimmy johnny jon rob robbie rick ricky ron ronnie andy drew max zach zack
mary patricia jennifer linda elizabeth barbara susan jessica sarah sara karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura
cynthia dorothy amy kathleen angela shirley brenda emma anna pamela nicole samantha katherine christine helen debra rachel carolyn janet maria catherine heather diane olivia julie joyce victoria ruth virginia
eilidh cerys neville gillian juliette freja mikkel hollis lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa gloria sophia sofia janice jean abigail alice judy julia grace denise amber danielle marilyn beverly charlotte
natalie theresa diana brittany doris kayla alexis lori marie tiffany rosie daisy lily ella chloe mia ava isla poppy freya evie phoebe lucy molly holly zoe eleanor florence harriet imogen gemma kerry claire clare
fiona lorraine tracy tracey leanne joanne joanna jo jane jenny jen kate katie kathy beth liz lizzie becky sue susie vicky nikki mandy wendy paula pauline penny rosa rose ruby violet iris ivy hazel heidi ingrid
priya raj rajesh amit anil sunil sanjay vijay ravi arjun rahul rohan ananya neha pooja deepak suresh ramesh anita sunita kavita meera nisha divya shreya vikram ajay manoj kiran lakshmi wei ming li chen kim soo
jin hiroshi yuki kenji mei ling carlos miguel luis jorge pedro diego pablo javier fernando ricardo eduardo manuel rafael alejandro antonio francisco sergio andres marco mario luigi giovanni giulia chiara elena
lucia carmen isabel ana sofia camila valentina gabriela juana luisa pierre jean jacques michel claude francois philippe nicolas antoine camille amelie celine hans klaus jurgen stefan lars sven olga natasha ivan
dmitri sergei boris svetlana tatiana katya anastasia mohammed muhammad mohamed mohammad mohamad muhammed ahmad ahmed ali omar umar hassan hasan hussein hussain husain khalid khaled walid waleed tariq tarek yousef
youssef yusuf yousuf joseph ibrahim ismail mahmoud mahmud mustafa mostafa abdullah abdallah abdulrahman abdelrahman abdulaziz abdelaziz abdulkarim fahad fahd faisal saud saad salman sultan sami samer samir sameer
rami ramy ramez hani hany hadi mazen mazin majed majid maher mahir malik marwan nabil nader nadir nasser naser nizar omran osama usama rashid rasheed raed rayan rayyan ziad zaid zayd ziyad wael wissam yasser yasir
yahya younes yazan anas amir ameer ayman bilal bader badr bassam basel basil fadi firas ghassan haitham hamad hamdan hamza haidar hisham hicham issam jamal jamil karim kareem kamal layth laith louay luay mansour
moussa musa nawaf nayef qasim qais qusai saif salem salim shadi sharif sherif talal tamer taher turki wassim yaser zakaria fatima fatma fatimah aisha ayesha aysha maryam mariam miriam layla leila laila lina leena
lena dina deena dana dania nour noor nora noura noura huda hoda hala hind hanan iman eman amal amani amina amira asma aya ayah basma dalal dima farah ghada hiba heba jana joud joumana khadija lama lamis lubna maha
mai may maya mona muna nada nadia nadine najwa nisreen nisrine rana rania rasha reem rima rim rola rula sahar salma samar samira sana sawsan shaima sherine shireen suha soha wafa yara yasmin yasmine yasmeen zeina zaina
zainab zeinab zahra ishaan kwame kofi ama chinedu emeka ngozi tunde ade okoro mehmet ahmet mustafa emre elif zeynep ayse hichem rachid said saeed tawfik elie georges tony joelle rita nancy carla carine charbel
khalifa humaid rashed rashida obaid obeid mubarak hareb majid suhail saleh saeed salama hamda shamma shaikha sheikha moza mozah mouza alia aliya alyaa ahlam afra mira mahra reema jawaher jawahir abla abdo abed abdulla abdulmalik abdulsalam abdelkader abdellatif abdou adham aisha akram alaa amna
aref arwa ashwaq aseel awatef aziza azza badriya bandar bashar bashir bayan bushra daad dareen dareen diaa doaa duaa ebtisam elham esraa israa fadia fahmi faiza faten fawzi fayez ferial firyal gamal galal ghazi ghalia habib haifa hayat haya hamed hani haneen hanin hanna hasna hayfa hazar heba hind hossein
hussam ibtisam ikram ilham inas intisar jaber jafar jalal jamila jawad jihad jihan juhayna kamel kawthar khadeeja khalaf lara latifa lubaba lujain madiha mahdi maisa maysa malak manal manar maram marah marwa mayada maysoon mazin meshal mishaal mohannad muhannad moayad mona moustafa mujahid munira munther musab mutaz nabila
nahla naif najat najla naji nahed nermin nesreen nouf nora nouran nuha ola omaima osman othman qamar quin rafat raghad rahaf rahma rasmi rawan rawia razan reham riham renad rihab roaa rouba ruba rukaya ruqayya saba sabah sadiq sahr sajida salwa samah samih sanaa sara sultana sumaya suzan tahani tala talia tamara taym thamer
thuraya turki wadha waad wafaa waseem widad yahia yusra zaher zahir zaki zakia zuhoor denise whit brent troy wade carlton desmond tyrone jamal deshawn malik darius marcus quentin reggie curtis calvin clarence cecil floyd glenn glen herbert howard leonard lester leroy lloyd luther marvin melvin milton morris norman stanley sidney
vernon wallace warren wesley wilbur aoife siobhan niamh ciara saoirse orla sinead caoimhe bruce kylie shane darren craig damien ewen finley gregor hamish iona kirsty lachlan mhairi morag rhona stuart bronwyn carys dylan ffion gwen megan nia angus bridget colleen eileen maeve nuala patricia sheila shannon deirdre una
arvind ashok deepa ganesh gaurav harish jyoti kunal lalit manish mukesh naveen nitin pankaj prakash prashant rajiv ramya ritu sachin sandeep shilpa siddharth sonia srinivas subhash swati uday varun vinay vishal yash zara ghaith kinan iyad eyad ehab ihab islam eslam mina peter marina abeer abir alaa anwar ashraf akram adel adnan amr amro emad imad essam esam fares faris fouad fuad hatem hazem hossam husam khalil medhat mohsen munir
mounir nidal raafat ragheb riad riyadh sabri salah shaker suleiman sulaiman taha yassin yassine zuhair zouhair
`

/** A first word of a two-word given name: عبد الرحمن، أبو سالم، نور الدين. */
export const NAME_OPENERS = wordSet('عبد أبو أم بو abd abdul abdel abu abou umm um')
/** What joins the parts of a longer name. */
export const NAME_JOINERS = wordSet(
  'بن ابن بنت آل بني ولد bin ibn bint ben al el van von der den de di da del della la le du dos st mac mc ap ab ferch ní nic ter ul',
)
/** The second word of a given name: صلاح الدين، جاد الله، نور الهدى. */
export const NAME_CLOSERS = wordSet('الدين الله الهدى العابدين الزهراء الإسلام الحق الكريم')

const LISTED = wordSet(ARABIC, LATIN, RARER_ARABIC, RARER_LATIN)
/** عبدالمعطي, نورالدين: names that are built alike, in one word. */
const BUILT = /^(?:عبدال[\u0621-\u064a]{3,}|[\u0621-\u064a]{2,}الدين)$/u

function isBuilt(fold: string): boolean {
  if (fold.startsWith('عبدال') || fold.endsWith('الدين')) return BUILT.test(fold)
  const kunya = fold.startsWith('ابو') ? 3 : fold.startsWith('بو') ? 2 : 0
  return kunya > 0 && fold.length >= kunya + 3 && LISTED.has(fold.slice(kunya))
}

/** Given names that are known; بوخالد and ابوعلي too. */
export const GIVEN_NAMES: { has(fold: string): boolean } = {
  has: (fold) => LISTED.has(fold) || (fold >= ARABIC_FROM && isBuilt(fold)),
}

/** Given names that are everyday words too: alone after "I am" they say how somebody is, not who. */
export const EVERYDAY_NAMES: ReadonlySet<string> = wordSet(`
سعيد سعيدة راضي راضية صابر صابرة شاكر شاكرة كريم كريمة وحيد صادق واثق فرحان مؤمن مؤمنة عادل هادي سالم سليم جميل جميلة حكيم امين امينة مخلص مأمون ناجي حاتم صالح حاضر فائز فايز عايش عايشة محسن ماهر
خالص نائل غالب طاهر نافع فضل عزيز عزيزة شريف شريفة نبيلة نبيل لطيفة مسعود مبارك حبيب حبيبة قاسي نادي طلعت سلامة عايد فهمي رسول هيا نشمي راني مساعد مصلح مقبول عتيق مبروك شايع عيشة فضة مهدية غلا وافي وارث بركات مزهر شجاع ناجح ناجحة مسلم محفوظ غالي غالية مفرح مرضي مقبل نجم نجمة حاكم نادرة مبين صافية فاتح رابح الصادق الطيب الفاتح الأمين نغمة جو مطيع منصف منتصر معالي فخر ثراء خيال أزهار معين منقذ مولود رائدة
will may mark hope rose bill art rich frank grant chase drew pat sue dawn joy gene jack grace faith summer autumn sunny daisy ivy violet ruby amber max ray rob rob penny holly jean said islam ed li ming ling wei ama jo jordan christian austin madison virginia victoria florence sydney carol gay sunny angel king major miles hunter carter tanner precious blessing kenya saffron romeo angel jesus petra perla april june guy patience mercy charity destiny melody misty pearl sandy brandy cliff dale dean hazel heather jade lance mack mercedes olive piper prudence rod don nick ram art gale casey
`)

/** جاد بالموضوع, حازم معكم: names that say as well how somebody deals with a matter. */
export const MANNERS: ReadonlySet<string> = wordSet(
  'جاد جادة حازم حازمة صادق صادقة صارم أمين امينة واضح واضحة ثابت صريح كريم كريمة راضي راضية سعيد سعيدة ماهر حاضر مؤمن مؤمنة واثق صابر صابرة هادي مخلص محسن',
)

/** Of these, what people do say of themselves: "I am happy", "I am satisfied". */
export const MOODS: ReadonlySet<string> = wordSet(
  'جاد جادة حازم سعيد سعيدة راضي راضية صابر صابرة شاكر شاكرة وحيد صادق واثق فرحان مؤمن مؤمنة حاضر عايش عايشة نشمي',
)
