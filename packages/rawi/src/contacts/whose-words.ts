import { wordSet } from './tokens.ts'

/** Words that make a number or an address the caller's own. */
export const OWN = wordSet(`
رقمي جوالي موبايلي موبيلي تلفوني تليفوني هاتفي نمرتي واتسابي واتسي خطي نقالي محمولي بتاعي بتاعتي تبعي حقي مالي مالتي خاصتي ايميلي إيميلي بريدي أنا انا اني آني mine mine's
كلمني كلموني كلميني حاكيني حاكوني احكيني احكوني حكوني راسلني راسلوني خابرني خابروني دقلي دقولي دقوا اتصلوا كلميني تلاقوني تلاقيني لاقوني واتسبوني عندي
صار صارت شماره الجديد جديدي الجديدة الحالي الشخصي new newest current personal
`)
/** Verbs that ask to be called, when "me" or its like follows or is part of them. */
export const REACH_ME = wordSet(
  'call reach text contact ring phone whatsapp message get dial buzz email mail copy cc reply write try',
)
export const PHONE_NOUNS = wordSet(
  'num number cell mobile phone handphone landline line whatsapp telephone cellphone handset contact رقم الرقم ورقم موبايل الموبايل جوال الجوال تلفون التلفون تليفون التليفون هاتف الهاتف واتساب الواتساب واتس نمرة النمرة نقال النقال محمول المحمول',
)
export const EMAIL_NOUNS = wordSet(
  'email mail e-mail address inbox ايميل الايميل الإيميل إيميل بريد البريد الكتروني الالكتروني الإلكتروني',
)
/** Owners other than the caller; relatives stand in a list of their own. */
export const OTHERS = wordSet(`
scammer fraud نصاب نصابين حرامي محتال
his her hers their theirs your yours emergency fax our ours company company's office's store shop hotel clinic hospital branch hotline helpline someone somebody scammer fraud نصاب نصابين حرامي محتال
رقمه رقمها رقمو رقمهم رقمكم رقمكن رقمك رقمنا تلفونه تلفونها تلفونو جواله جوالها موبايله موبايلها موبايلو هاتفه هاتفها ايميله ايميلها ايميلو ايميلكم ايميلك بريده بريدها بريدكم تبعه تبعها تبعكم تبعكن تبعهم تبعنا بتاعه بتاعها بتاعكم بتاعكو بتاعهم بتاعنا حقه حقها حقكم حقهم مالكم مالتكم مالهم
شركتكم الشركة شركة المحل المكتب الفرع المؤسسة العيادة المطعم الصيدلية المستشفى الفندق المدرسة مكتبكم موظفكم الموظف زبون شخص البنك بنك سكرتير السكرتير
`)
/** What carries a number that nobody is called on. */
export const THINGS = wordSet(`
طلب الطلب طلبي طلبية الطلبية طلبيتي طلبكم الأوردر اوردر الاوردر فاتورة الفاتورة فاتورتي وصل الوصل ايصال الإيصال الايصال تذكرة التذكرة تذكرتي حجز الحجز حجزي شحنة الشحنة شحنتي البوليصة بوليصة عقد العقد عقدي حساب الحساب حسابي ايبان آيبان الآيبان الايبان
بطاقة البطاقة بطاقتي هوية الهوية هويتي هويتك اقامة الإقامة اقامتي جواز الجواز جوازي وطني الوطني القومي السجل كود الكود رمز الرمز سري السري باسورد مرجع المرجع المرجعي معاملة المعاملة معاملتي ملف الملف ملفي عضوية العضوية عضويتي تأمين التأمين
لوحة اللوحة السيارة سيارتي شاصي الشاصي عداد العداد سنة السنة عام تاريخ التاريخ دفعت سعر السعر سعرها سعره مبلغ المبلغ بسعر كلف كلفت قيمة القيمة بوكينج البوكينج بوكينغ كوموند الكوموند ريفرنس الريفرنس تيكت التيكت بلاغ البلاغ شكوى الشكوى تتبع التتبع سيريال السيريال السر الفيزا فيزا complaint رصيدي الرصيد اشتراكي اشتراك الاشتراك العميل المشترك الزبون المستخدم الموظف الحوالة حوالة
جلوسي القيد الشيك شيك الرخصة رخصة رخصتي التصريح الترخيص المقعد الغرفة الشقة order invoice ticket booking reservation confirmation reference ref tracking pnr imei aadhaar account card iban passport id ssn policy code pin otp password serial case claim license licence plate vin zip postcode year total price amount cost costs paid pay owe owed flight room
apartment street meter bill receipt shipment parcel sku membership customer client subscriber employee contract balance transaction
`)
/** What makes a number one of the past. */
export const OLD = wordSet('القديم قديم القديمة السابق سابق old previous former ex')
/** Who was called, or who called: not a number to call back on. */
export const PAST_CALLS = wordSet(`
اتصلت دقيت حكيت كلمت حاكيت راسلت بعتت بعثت ارسلت أرسلت كتبت تواصلت اتصل حكاني رنيت رن اجاني إجاني جاني اتصال اتصالات مكالمة عطاني عطوني اعطاني أعطاني اعطوني قالي قاللي قالولي
وصلتني اجتني إجتني جتني dialed dialled rang missed called emailed wrote sent messaged mailed
`)
export const CURRENCY = wordSet(`
ليرة ليرات ريال ريالات درهم دراهم جنيه جنيهات دينار دنانير دولار دولارات يورو فلس قرش الف ألف مليون مليار متر كيلو سنة نسمة قطعة حبة
dollars dollar pounds pound euros euro usd aed sar egp riyals riyal dirhams dirham lira dinars dinar bucks cents percent million thousand miles km items pieces $ € £ %
`)
/** What points back to the number before it: "0501234567, that's my wife's". */
export const POINTING = wordSet(
  "هاد هادا هذا ده دا هيدا هي هو هاي that this which it is as that's it's تبع بتاع حق مال رقم ايميل",
)
export const NEGATORS = wordSet("not مو مش مب موب ليس وليس ومو ومش مهو ماهو بدل بدال عوض than instead مكان موب isn't")
/** What a number that somebody is called on may be called: "my best number", رقم البيت. Of anything else it is no phone's. */
export const DESCRIBES_NUMBER = wordSet(`
the this that and but for its it's here's here is was best good new old right wrong correct current same only main primary real own usual other another first second third next last different alternate alternative backup
phone telephone cellphone handphone handset mobile cell cellular home house work office business contact callback call back calling direct personal private landline whatsapp signal telegram daytime evening emergency reach better temporary local full whole whose what which
syrian lebanese egyptian saudi emirati jordanian iraqi kuwaiti qatari american british canadian indian uk german french turkish husband's wife's
الجوال الموبايل التلفون التليفون الهاتف الواتس الواتساب البيت المنزل الشغل العمل الخط الارضي الأرضي التواصل الاتصال التاني الثاني الأول الاول الاخر الآخر الجديد القديم الصح الصحيح الصحي الشخصي الخاص الأساسي الاساسي الحالي الأصلي الاصلي البديل الاحتياطي تبعي المباشر السوري المصري السعودي اللبناني الاماراتي الاردني العراقي الكويتي القطري اللي يلي الي الذي
`)
/** Before "number", though it is "my … number": what is counted, and never called. */
export const NUMBERED = wordSet(`
file folio token docket application registration enrollment enrolment roll seat badge locker loan consumer pnr aadhaar pan gst student staff asset model part product engine chassis tax social security routing swift sort insurance prescription patient medicare medicaid nhs
docket contract policy chart portfolio voucher locator certificate participant national citation warrant permit lot gate member group batch job work-order complaint request incident support cheque check vehicle plate house street box voucher gift promo authorization transaction unit extension meter
`)
/** "Scratch 415 …", انسوا ٠٩٣…: what is to be done away with. */
export const DISCARDED =
  /^(?:remove|delete|block|scratch|forget|ignore|drop|erase|disregard|discard|lose|شيل(?:وا?|ي|ه|وه)?|احذف(?:وا?|ي|ه|وه)?|الغ(?:وا|ي|يه|وه)|انس(?:وا?|ي|ى|اه|وه)|امسح(?:وا?|ي|ه|وه)?|تجاهل(?:وا?|ي)?)$/u

/** "The mobile's", "my parents'": the word itself. */
export function withoutPossessive(fold: string): string {
  return fold.endsWith("'s") || fold.endsWith("s'") ? fold.slice(0, -2) : fold
}
