import { wordSet } from './tokens.ts'

/** Arabic words, in many dialects, that no name holds: what follows "I am" or "with you" and is not one. */
const ARABIC = `
شخصيا بشخصي بالذات بنفسي نفسي ذاتي رسميا قانونيا فعليا عمليا موضوع
بلا بدون
كلمك كلمكم كلمكن كلمني حكاك حكاكن دقلك سلم بيسلم مكتوب مكتوبة برا برة جوا جوة أبا ابا داير دايرة باغي باغية نحب نستنى نسول نسقسي بزاف واش كاين شحال علاش مدري معاك معاكم معاكي معاكو معاج معج معكن وياك وياكم وياج معانا ويانا صعب صعبة سهل سهلة طويل طويلة قصير قصيرة غريب غريبة عربي بالعربي بالانجليزي الان هلق هلأ هسه هسا الحين دلوقتي بعدين لاحقا قريبا دايما دائما ابدا مش مو موب مب ليس ليست لست مانو ماني منيش غير لا لأ نعم ايه اي ايوه ايوا أيوة آه اه اوكي اوك اوكيه تمام طيب حسنا ماشي زين اوكى خلص خلاص طبعا اكيد بالضبط بالزبط صح
السلامة بالسلامة آخره اخره آخرها اخرها آخرو اخرو ينتهي بينتهي نهايته نهايتها صحيح غلط خطأ خطا مزبوط مظبوط مضبوط شكرا شكرن مشكور مشكورة مشكورين يسلمو تسلم تسلمي ممنون ممنونة مرحبا اهلا أهلين هلا هلو الو ألو هاي باي سلام السلام عليكم وعليكم صباح الخير النور مسا مساء يا هيك كده كذا هكذا هذا هذه هاد هاي هادا هيدا هيدي ده دي دا
هالرقم ذلك تلك اللي يلي الذي التي سؤال استفسار استفسر اسأل أسأل بسأل بدي بدنا بدك اريد أريد نريد عايز عايزة عاوز عاوزة ابغى أبغى ابغا ابي أبي بغيت ودي حابب حابة حاب محتاج محتاجة ممكن كنت كان كانت كانوا عم رح راح لح كمان ايضا أيضا وين فين اين شو ايش وش شنو
كيف شلون متى امتى ايمت ايمتى كم قديش بكم ليش ليه لماذا لانو لأن لأنه لان علشان عشان مشان هل من في على الى إلى عن مع عند عندي عندك عندكم عندنا عندو معي معاي معايا معك معكم لي لنا الك الي لك لكم الكم انا أنا انت انتي انتو انتم احنا نحن هو هي هم هوي هيي هوا 
رقم رقمي ورقمي الرقم رقمك رقمكم جوالي جوال موبايلي موبايل الموبايل الجوال تلفون تلفوني هاتف هاتفي الهاتف ايميل ايميلي الايميل بريدي البريد اسمي الاسم اسم باسم باسمي اسمك اسمه اسمها ساكن ساكنة مقيم مقيمة عايش موجود موجودة متصل متصلة بتصل اتصل اتصلت اتصلوا بكلم بكلمك بحكي احكي كلمني كلموني
مهتم مهتمة مشترك مشتركة زبون زبونة عميل عميلة طالب طالبة موظف موظفة مدير مديرة المدير مدرس مدرسة معلم معلمة طبيب طبيبة صاحب صاحبة مستأجر مستاجر جديد جديدة قديم قديمة مسجل مسجلة مشغول مشغولة تعبان تعبانة زعلان زعلانة مبسوط مبسوطة فرحان فرحانة مريض مريضة مستعجل مستعجلة
مسافر مسافرة ناطر ناطرة مستني مستنية متأكد متاكد متأكدة متاكدة متأسف اسف آسف آسفة اسفة متضايق متضايقة محتار محتارة خايف خايفة جاهز جاهزة فاهم فاهمة عارف عارفة شايف شايفة سامع سامعة سامعك قاعد قاعدة جاي جاية رايح رايحة واقف واقفة لسا لسه لسى بس فقط جدا كتير كثير كثيرا
شوي شوية قليل كل بعض اول أول تاني ثاني الثاني التاني اخر آخر الاخير الأخير اليوم بكرا بكره بكرة غدا مبارح امبارح امس البارحة الصبح الظهر العصر المغرب العشا المسا الليل الساعة ساعة يوم شهر سنة السنة اسبوع الاسبوع السبت الاحد الأحد الاثنين الاتنين الثلاثاء التلاتا الاربعاء الأربعاء الاربعا الخميس الجمعة
الله والله بالله يلا يالله انشالله نشالله ان إن إذا اذا لو حتى بخصوص بشأن حول بدون مثل متل زي قبل بعد تحت فوق هون هنا هناك هونيك لازم ضروري ضرورة مهم المهم مشكلة المشكلة مشكلتي طلب الطلب طلبي طلبية فاتورة الفاتورة حساب حسابي الحساب موعد الموعد موعدي حجز الحجز عرض العرض سعر السعر باقة الباقة
خط الخط خطي شركة الشركة شركتكم خدمة الخدمة الزبائن العملاء انترنت الانترنت النت نت التطبيق الموقع السيارة البيت المكتب المحل الفرع القسم العقد الشغل العمل المدرسة الجامعة الدورة الكورس المعهد العيادة المستشفى البنك الحقيقة الصراحة الموضوع الشكوى شكوى حق خبر وقت فلوس مصاري لحظة لحظه ثانية دقيقة لطفا رجاء فضلك سمحت سمحتي
سمحتوا حضرتك حضرتكم حضرتج تفضل تفضلي اتفضل عفوا عذرا اعذرني معليش قصدي اقصد أقصد يعني اصلا اساسا حاليا عادي معقول مستحيل اكتب اكتبي سجل سجلي سجلني خد خذ خود اسمع اسمعني شوف شوفي قول قولي قلت قلتلك قالت قال قالوا حكيت دفعت طلبت حجزت بعتت ارسلت استلمت وصل وصلت وصلني صار صارت عندها
أخي اخي اخوي أخوي اختي أختي امي أمي ابوي أبوي والدي والدتي زوجي زوجتي مرتي مراتي جوزي ابني بنتي ولدي بناتي ولادي اولادي صديقي صديقتي صاحبي رفيقي رفيقتي عمي عمتي خالي خالتي جدي جدتي جاري جارتي مديري المديرة السكرتيرة سكرتيرة المحاسب محاسب محامي المحامي مكتب مؤسسة مطعم صيدلية عيادة
تبع تبعي بتاع بتاعي بتاعتي مال مالي اللازم فيه فيها فيني فيك بيه بيها به بها منه منها منك منكم عليه عليها عليك إليه لهم له لها ما ماعندي مافي مافيه فيش مفيش اكو ماكو بطل بطلت واحد واحدة شخص حدا احد حد شي شيء حاجة كلشي وحدة نفس نفسه نفسها ذات كثر اكثر أكثر اقل أقل احسن أحسن افضل أفضل
مواطن مواطنة سوري سورية لبناني لبنانية سعودي سعودية مصرية اماراتي اماراتية إماراتي كويتي كويتية اردني أردني اردنية عراقية قطري قطرية فلسطيني فلسطينية يمني يمنية مغربية سوداني سودانية ليبي ليبية عماني عمانية بحريني بحرينية عربي عربية مسيحي مسيحية عازب متزوج متزوجة حامل ارمل مطلقة
دمشق حلب حمص حماه حماة اللاذقية طرطوس درعا بيروت طرابلس صيدا دبي ابوظبي الشارقة الرياض جدة مكة الدمام القاهرة الاسكندرية عمان إربد بغداد البصرة الموصل الكويت الدوحة مسقط المنامة سوريا لبنان الاردن السعودية الامارات مصر العراق قطر تركيا المانيا ألمانيا كندا امريكا
بحكم بصفتي كزبون عبر ضمن خلال منذ صرلي صارلي بقالي تقريبا مثلا اخوه أخوه أخوها اخوها اخته أخته أختها زوجته زوجها ابنه ابنها بنته بنتها والده والدته والدها مرته امه أمها ابوه ابوها عنده حضرته حضرتها الاستاذ الأستاذ بخير منيح منيحة كويس كويسة تمام الحمد لله الحمدلله بالخدمة خدمتك بخدمتك
المسؤول مسؤول مسؤولة المسجلة المسجل الخاص الخاصة الشخصي الكامل الكريم الحقيقي صفر ناقص كامل الكبيرة الصغيرة الجديدة القديمة القديم الجديد الاولى عاجل سريع فورا حالا مرة مرات اخرى مباشرة عادة تماما كليا جزئيا معلومات تفاصيل طرف جهة ناحية رسالة مكالمة اتصال سمعت اعرف أعرف بعرف عرفت ادري بدرجة اعتقد أعتقد بظن اظن بفكر حاولت بحاول جربت
وقع نسيت تذكرت ذكرني رجعت ارجع برجع راجع راجعة ضايع ضايعة عالق عالقة عطلان مقطوع فصل قطع ضعيف بطيء مجاني مجانا اشترك بشترك الغي ألغي بلغي اجدد جدد غيرت بغير اغير بدل بدال عوض رجال مره امرأة شب طفل بحاجة حرامي نصاب نصابين بايع مشتري تاجر سائق سواق كهربجي سباك مبرمج محاضر باحث متقاعد
مستثمر مندوب وكيل المندوب الوكيل شريك ضيف زائر عضو مقدم متقدم مرشح ملتزم موافق موافقة رافض معترض ممتن ممتنة متشكر متشكرة متشكرين فخور محظوظ متفائل متردد مترددة متحمس متحمسة قلقان قلق مرتاح مرتاحة متفاجئ مصدوم معصب معصبة زهقان زهقت مليت تعبت بردان جوعان صايم نايم صاحي واعي لحالي لوحدي وحدي
تبعكن تبعكم عندكن الكن منكن فيكن معكن شكلو شكله يمكن بجوز احتمال بصراحة مابدي مابعرف مارح هوه مين منو منهو ولا ولو ولكن لكن او أو ثم بل حيث رغم فعلا حقا يجب ينبغي اسمحلي اسمحيلي بتمنى اتمنى أتمنى ارجو أرجو نرجو احتاج أحتاج بحب احب أحب فضلا نحنا محل دكان متجر سوبرماركت بقالة كله كلو كلها كلهم الكل زيادة زياده ثلاثي الثلاثي رباعي الرباعي ثنائي فرصة مجال وقتك إذاعة قناة طالبتك
`
/** English words that no name holds, or hardly ever beside a cue. */
const ENGLISH = `
a an the and or but nor so if then than that this these those there here it its it's is isn't are aren't was wasn't were be been being am do does did don't doesn't didn't done have has had having haven't hasn't will won't would wouldn't can can't cannot could
couldn't should shouldn't may might must shall i i'm i'd i'll i've im ive me my mine myself you you're your yours he he's she she's they they're them their we we're us our his her hers him who who's whom whose what what's when where where's why how how's which not no
yes yeah yep yup nope nah ok okay sure fine good great well right correct wrong exactly perfect absolutely certainly alright cool thanks thank please sorry hello hi hey bye goodbye welcome morning afternoon evening night day today tomorrow yesterday tonight now
later soon again already still yet just only also too very really quite pretty so much many more most less least few little lot lots some any all each every both either neither none nothing something anything everything someone anyone everyone nobody anybody
for from to at on in into onto of off by with without about around over under between through during before after since until till up down out back away near as like unlike because although though while whether never always often sometimes ever maybe perhaps probably
calling call called caller calls phone phoning ringing speaking speak spoke talking talk asking ask asked looking look interested trying try tried hoping waiting wait waited going go gone coming come came getting get got having making make made taking take took
using use used needing need needed wanting want wanted wondering wonder thinking think thought know known knowing see saw seen hear heard tell told say said says saying give gave given send sent sending email mail e-mail text number mobile cell line order invoice bill
billing account customer service support sales team department office company manager client subscriber member user guest patient student teacher engineer lawyer driver owner tenant landlord neighbor neighbour friend wife husband brother sister mother father mom
mum dad son daughter cousin uncle aunt boss assistant secretary colleague partner happy sad angry furious upset glad sorry afraid sure unsure tired sick ill busy free ready late early new old home house work working school car plan premium available able unable
aware concerned confused disappointed frustrated annoyed excited pleased satisfied unhappy grateful thankful fed stuck lost locked done finished moving leaving living located based staying traveling travelling driving married single pregnant retired unemployed
american british canadian syrian lebanese egyptian saudi emirati jordanian iraqi kuwaiti qatari indian pakistani french german turkish arab muslim jewish english spanish italian russian chinese australian irish scottish african asian
monday tuesday wednesday thursday friday saturday sunday january february march july september october november december one two three four five six seven eight nine ten zero oh first second third last next other another same different own
ridiculous unbelievable unacceptable urgent important regarding concerning behalf reference name names named surname address city street country york london dubai riyadh beirut damascus cairo amman time times hour hours minute minutes week weeks
month months year years dollars dollar pounds pound euros euro cents percent code pin issue problem question questions complaint refund delivery package booking appointment reservation meeting class classes course courses lesson internet wifi website app online
 actually basically honestly literally obviously apparently currently recently finally simply definitely totally completely almost nearly enough yourself himself herself itself ourselves themselves let lets let's keep kept put set show turn thing things way ways
spelled spelt spelling spell pronounced written short capital lower lowercase uppercase letter letters dot com dash underscore at hold bear moment sec bit wanna gonna gotta kinda sorta huh hmm mm mhm uh um er erm ah oh wow yo pls asap
anytime whenever wherever whoever however whatever once twice thrice nowhere somewhere anywhere everywhere else instead rather such else's than whatsapp signal telegram number's double triple area extension ext confirm confirmed confirming cancel change changed update
updated check book booked buy bought pay paid cost costs price prices open closed close understand understood remember forgot forget mean means meant believe guess suppose wish help helped helping fix fixed broken slow bad terrible horrible worst best
better worse nice lovely wonderful amazing awesome excellent interesting complicated simple easy hard difficult possible impossible true false real fake full empty half whole mister miss mrs mr ms dr sir madam ma'am professor prof captain amazon google vodafone crazy insane nonsense outrageous stupid wild mad madness absurd weird strange odd shocking awful disgusting scary nuts rude unfair embarrassing pathetic useless hopeless illegal fraud scam garbage private personal confidential unfortunate typical normal common expensive cheap unreal broke homeless disabled deaf blind old young deaf allergic vegan vegetarian diabetic catholic protestant buddhist hindu sikh mormon orthodox polish greek dutch swedish norwegian danish finnish portuguese brazilian mexican cuban korean japanese vietnamese thai filipino nigerian kenyan ghanaian ethiopian somali bangladeshi nepali afghan iranian persian kurdish armenian moroccan algerian tunisian libyan sudanese yemeni omani bahraini palestinian welsh european latino hispanic texan desk front reception receptionist security dispatch dispatcher maintenance native unit suite apt building floor gate station entrance level eligible entitled entire original online offline
`

/** Words that end a name or keep one from beginning. */
export const NOT_NAMES: ReadonlySet<string> = wordSet(ARABIC, ENGLISH)

/** Titles before a name: they are not part of it. */
export const TITLES: ReadonlySet<string> = wordSet(`
الأستاذ الاستاذ أستاذ استاذ استاذة الأستاذة الاستاذة أستاذه السيد السيدة سيدة دكتور الدكتور دكتورة الدكتورة د مهندس المهندس مهندسة المهندسة باشمهندس باشمهندسة الباشمهندس بشمهندس الحاج حاج الحج حج الحاجة حجي حجية الشيخ 
آنسة الآنسة انسة الانسة مدام المدام مستر مسيو ست الست كابتن الكابتن المحامي المحامية الصيدلاني الصيدلانية الصيدلي الدكتوره اخوك أخوك اختك أختك اخوكم أخوكم أختكم اختكم المعلم المعلمة الأخ الاخ الأخت الاخت
تيتا تيته جدو عمو عمتو خالتو العميد العقيد المقدم الرائد النقيب الملازم اللواء الفريق الضابط الرقيب القاضي المستشار المستشارة العمدة المختار الأسطى الاسطى اسطى ريس متقاعد
officer sergeant detective lieutenant colonel judge pastor reverend rev nurse coach chef deputy sheriff inspector constable
mr mrs ms miss mister dr doctor prof professor sir madam engineer eng captain sheikh hajji ustaz
`)

/** Whose relative speaks: أخوه فراس، زوجته منى, "her husband, Peter". They stand before the name and are no part of it. */
export const RELATIVE_OF_OTHERS: ReadonlySet<string> = wordSet(`
أخوه أخوها أخوهم أخوو اخوه اخوها اخته أخته اختها أختها زوجته زوجها زوجو مرته مرتو مراته جوزها ابنه ابنها ابنو بنته بنتها بنتو أمه أمها امه امها ابوه ابوها أبوه أبوها والده والدها والدته والدتها عمه عمها خاله خالها صاحبه صاحبها رفيقه رفيقها
صديقه صديقها سكرتيرته سكرتيرها سكرتيرتها مديره مديرها محاميه محاميها مساعده مساعدته مساعدها وكيله وكيلها شريكه ولده ولدها ولدك ابنك بنتك اخوك اختك زوجك زوجتك جوزك مرتك مراتك عمك خالك
`)

/** People other than the caller. */
export const RELATIVES: ReadonlySet<string> = wordSet(`
أخي اخي أخوي اخوي اخويا أخويا أختي اختي أمي امي ماما أبوي ابوي ابويا بابا والدي والدتي زوجي زوجتي مرتي مراتي جوزي ابني إبني بنتي ولدي بناتي ولادي صديقي صديقتي صاحبي صاحبتي رفيقي رفيقتي عمي عمتي خالي خالتي جدي جدتي جاري جارتي مديري مديرتي
المدير المديرة المحامي المحاسب السكرتيرة الوكيل شريكي حماتي حماي زميلي زميلتي خطيبي خطيبتي حفيدي الموظف المندوب السائق الشركة شركة الشركه المحل المؤسسة الفرع المطعم العيادة المستشفى الجيران اخوها
brother sister wife husband mother father mom mum dad son daughter friend boss manager assistant secretary colleague cousin uncle aunt neighbor neighbour company lawyer accountant girlfriend boyfriend partner fiance fiancee grandmother grandfather grandma grandpa nephew niece landlord
`)
