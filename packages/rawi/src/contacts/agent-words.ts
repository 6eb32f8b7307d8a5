// What an agent's words ask for and whose numbers they speak of; tested against folded words between spaces.

export const ASKS_NAME =
  /^ و?(?:حضرتك|حضرتكم|حضرتج|جنابك|معي|(?:(?:الو|هلو|نعم|عفوا|اهلا|اهلين) (?:[,،] )?)?(?:مين|منو|مينو|من)(?: (?:هاد|هذا|هيدا|هاي|ده|دي|هناك|هونيك|ع الخط|عالخط|المتصل))?) [؟?] $| (?:[وبع]|بال|وال)?(?:مين عالخط|مين على الخط|نناديك|اناديك|بناديك|بنناديك|مناديك|منناديك|شو بقلك|مين بقل[^ ]{1,3}|مين قلن|نقول مين|اقول مين|شكون معايا|شكون معي|معلوماتك|معلوماتج|بياناتك|بياناتج|معلومات حضرتك|بيانات حضرتك|اسمك|اسمكم|اسمج|اسمكن|اسم|الاسم|شسمك|شسمج|باسم مين|باسم من|مين معي|مين معنا|مين معاي|مين معايا|مين حضرتك|مين (?:الاخ|الاخت|الاستاذ|الاستاذه|السيد|السيده|الست|المدام|الحجي)|مع مين (?:[؟?]|عم|بحكي|احكي|اتكلم|بتكلم|اتحدث|بتشرف|اتشرف|حضرتك)|من معي|مين عم|مين بيحكي|مين يتكلم|(?:مين|من) (?:المتكلم|المتكلمه|المتصل|المتصله|المتحدث|المتحدثه|يتصل|يتحدث|يخاطبني|اخاطب|احادث|احدث|معايا|على الخط)|من يتكلم|مين (?:اقول|(?:[بمن]{0,2}|ح|راح |رح )[قا]و?ل?ل(?:ه|و|ها|هم|هن|هون|ن|ك)?)|من حضرتك|منو معاي|منو معي|منو وياي|منو|وحضرتك|وحضرتكم|حضرتك مين|انت مين|وانت|تعرفنا|نتعرف|اتشرف|نتشرف) | (?:your|full|first|complete|whole|good) name | names? (?:and|,) | a name | first [?؟] | name (?:please|is|for|on|s|\?)| who am i | who(?:'ll| will| should| shall| do| can| may) i | who (?:should|shall|does|do|will) (?:the |our )?[^ ]+ ask for | what name(?:'s| is)? (?:it|that|this) under | who(?:'s| is) on the (?:line|phone) | who dey | (?<=^ (?:(?:and|ok|okay|your|the|so|right|,) )*)name (?:there|then|again|mate|love|sir|ma'am|madam|dear|hon|po|for me|on that) [?] $ | name niyo | pangalan | who's (?:this|calling|speaking|there|asking|that) | whos this | who is (?:this|calling|speaking|it) | may i ask who | (?:which|what|under what|whose|the) name | names? \? | you(?:'re| are) (?:his|her|their) [^ ]+ [?] | (?:mr|mrs|ms|miss|mister) (?:[.…] )*[?] | (?:parent|guardian|caller|customer|account holder)'s (?:full )?name | and yourself [?] $| who(?:'ve|'m| have| do) i (?:got|have|talking|speaking) | name as | who (?:[^ ]+ ){0,6}(?:made out|payable) to | (?:payable|made out) to [?] | (?:account ?holder|policy ?holder|tenant|owner|occupier|buyer) is (?:now )?[?] | who(?:'s| is) the (?:new )?(?:account ?holder|policy ?holder|tenant|owner|occupier|buyer|bill payer) | name of the (?:(?:lead|main|primary|registered) )?(?:guest|caller|customer|client|travell?er|passenger|account ?holder|policy ?holder|card ?holder|tenant|member|subscriber|bill payer|applicant) | and you are | what's yours | and yours | you are \? | whom am i | who are you | who do i | (?:we|i|people|they|everyone) call you [?] | who(?:'s| is| am i) (?:it|this|the [^ ]+|making (?:it|this) out to) for | making (?:it|this) out to | address you [?] | who will be | speaking (?:to|with) \? | name \.| (?:and )?the owner [?]/
export const ASKS_FAMILY =
  / (?:[وب]?(?:اخر الاسم|اخر اسم|بقيه الاسم|باقي الاسم|تكمله الاسم|الكنيه|كنيتك|كنيه حضرتك)|و?اسم العايله|و?اسم العيله|و?العايله|و?العيله|و?ع[يا]يلتك|و?عيلتك|و?عيلتكم|و?عائلتك|و?الشهره|لقبك|اللقب) | (?:last|family|sur) ?name | last \? /
export const ASKS_FIRST = / (?:first|given) name |(?:^|,|and) (?:your )?first [?] | (?:و?الاسم|و?اسمك) الاول /
/** "Shall I add you?", "Want me to put you down?": whoever accepts may say their name. */
export const OFFERS =
  / (?:shall|should|can|could|may|let|want|like|for) (?:me to |i |me )(?:just |quickly )?(?:add|put|book|sign|pop|pencil|register|enroll?|slot|squeeze|fit|stick|note) you /
export const SEVERAL = / (?:two|both) (?:phone |contact )?numbers | رقمين | نمرتين /
export const OTHERS_NAME =
  / (?:[وب])?اسم (?:الاب|الام|الوالد|الوالده|الابن|البنت|الزوج|الزوجه|الاخ|الاخت|والدك|والدتك|ابوك|امك|ابنك|بنتك|ولدك|زوجك|زوجتك|اخوك|اختك|المريض|المريضه|الطفل|المدرس|المدرسه|الدكتور|الطبيب|الشركه|المستلم|الموظف|الشخص) | (?:mother|father|mom|mum|dad|son|daughter|wife|husband|doctor|company|child|kid|student|pupil|baby|dog|cat|pet|puppy|patient|recipient|receiver|brother|sister|teacher|manager|driver|visitor|employee|colleague|guarantor|technician|landlord|landlady|employer|boss|dentist|gp|vet|lawyer|solicitor|accountant|supplier|builder|midwife|partner|spouse|neighbou?r|referee|agency|shop|hotel|restaurant|street|building)(?:'s)? (?:\p{L}+ )?name | (?:his|her|their) (?:full |first |last )?name | name of (?:your|his|her|their|that) | name of the (?!(?:(?:lead|main|primary|registered) )?(?:guest|caller|customer|client|travell?er|passenger|(?:account|policy|card|lease)(?: ?holder)?|tenant|member|subscriber|bill|applicant|person (?:calling|booking|paying|checking|staying|making|insured|responsible|on)|owner|buyer|sender|payer|parent|guardian|claimant|one|booking|reservation|order|lease) )/u
export const PHONE_WORD =
  / (?:[وب]?(?:رقمك|رقمكم|رقمج|رقمكن|جوالك|جوالج|جوالكم|موبايلك|موبايلكم|تلفونك|تليفونك|هاتفك|هاتفكم|هاتفج|نمرتك|الموبايل|الجوال|التلفون|التليفون|الهاتف|موبايل|جوال|هاتف|تلفون|تليفون|واتساب|للتواصل|التواصل|تواصل|نتواصل|الرقم|رقم|نكلمك|منحكيك|نحكيك|نتصل|منتصل|بنتصل)) | (?:number|phone|cell|mobile|handphone|telephone|callback|landline|digits?) | (?:reach|call|contact) you | (?:a|your) contact (?:for|on|in) /
export const THING_WORD =
  / [وب]?(?:الطلب|طلبك|طلبيتك|الطلبيه|الفاتوره|فاتورتك|الوصل|الحجز|حجزك|التذكره|الشحنه|شحنتك|العقد|عقدك|الحساب|حسابك|الايبان|البطاقه|بطاقتك|الهويه|هويتك|الاقامه|اقامتك|الجواز|جوازك|الكود|كود|الرمز|رمز|التحقق|المرجع|المعامله|الملف|العضويه|عمرك|تاريخ|ميلادك|العداد|اللوحه|الوطني|القومي|البلاغ|كم شخص|كم واحد|السعر|المبلغ|الاوردر|اوردر|الاوردرات|البوكينج|البوكينغ|بوكينج|الكوموند|الريفرنس|التذكره|التيكت|الحواله|حوالتك|البوليصه|الاشتراك|اشتراكك|قوميه) | (?:order|invoice|ticket|booking|reservation|confirmation|reference|tracking|account|card|iban|passport|id|policy|code|pin|otp|date|birth|age|old|zip|amount|verification|case number|claim|serial|room|many|social|ssn) /
/** Codes that belong to a phone number, and the long life that is wished in the Gulf. */
export const CODE_OF_PHONE =
  / طال عمر[كج] | (?:country|area|dial(?:l?ing)?|city) codes? | (?:[وب]?(?:رمز|كود|مفتاح|مقدمه|مقدمة|فتح) (?:ال)?(?:دوله|بلد|الدوله|البلد|المنطقه|الدولي)) | (?:طال|يطول|يطول ب|اطال الله|الله يطول) ?عمرك /g
export const OTHERS_NUMBER =
  / (?:رقمه|رقمها|رقمهم|اخوك|اختك|زوجتك|زوجك|والدك|والدتك|ابنك|بنتك|المريض|المريضه|مديرك|شخص|قريب|طواري|للطواري|الطواري|الطاريه|emergency|صاحبك|صديقك|صاحب الحساب|و?رقم المستلم|و?رقم (?:اللي|يلي|الي) (?:راح |رح |بدو )?[حه]?[يب]ي?(?:ستلم|فتح|كون|جي)[^ ]*|صاحب الخط|صاحب الرقم|account holder|جوزك|مراتك|مرتك|(?:[بت]?ت?عرف[يوين]{0,2}|عندك|عندج|معك|معاك|معاكي|حافظ|حافظه) (?:[^ ]+ )?(?:رقم|جوال|موبايل|تلفون|نمره) (?:ال)?(?:دكتور|طبيب|مدير|معلم|مدرس|استاذ|سواق|سايق|سايق|شوفير|مندوب|محامي|مهندس|محاسب|سكرتير|ناطور|حارس|بواب|جار|جيران|صاحب|مالك|موظف|كفيل|مسوول|مشرف|فني|عامل|اهل)[^ ]*) | \p{L}+'s (?:number|phone|mobile|cell|email) | (?:his|her|their) (?:\p{L}+ )?(?:number|phone|mobile|cell|email)(?:'s)? | (?:number|phone|mobile|cell|email) (?:[^ ]+ ){0,4}for (?:her|him|them) | (?:does|do) (?:she|he|they) have | the number there /u
export const NAMES_PHONE =
  / registered (?:mobile |phone |contact )?number | (?:شو|ايش|وش|كم|عطيني|اعطيني|ممكن) رقم(?:ك|كم|ج|كن)(?= (?!ال|تبع)) | (?:landline|mobile|cell|phone|telephone) number for | (?:ال)?رقم (?:(?:يلي|اللي|الي) )?[بحت]?[من]ن?[\u0621-\u064a]{2,}(?:ك|كم|كن|كي|ج) | number (?:that's |which is |you have )?(?:linked|registered|connected|attached|tied|associated|listed|saved) | number on (?:the|your) (?:account|file|profile) | handphone | و?الرقم (?:المسجل|المربوط|المرتبط|المفعل) | (?:على|ع) (?:اي|انو|انهي|انا|ايا) رقم | [وب]?(?:ال|لل)?(?:جوال|موبايل|هاتف|تلفون|تليفون|واتساب)(?:ك|كم|كن|ج)? | (?:phone|cell|mobile|telephone|callback|landline|(?:contact|home|daytime|evening|work|best) number|(?:a|your) contact (?:for|on|in)) | [وب]?رقم(?:ك|كم|كن|ج) (?:ل[^ ]{2,}|عشان|مشان|منشان|علشان|حتى|تا|كرمال) /
export const THEIR_NUMBER = / [وب]?(?:رقم|جوال|موبايل|تلفون)(?:ه|ها|هم|و) /u
export const NUMBER_OF = /^(?:رقم|جوال|موبايل|تلفون|هاتف|ايميل|نمره)$/u
export const ASKS_EMAIL =
  /(?: |وال|ال|و)(?:ايميلك|ايميلكم|ايميلج|الايميل|ايميل|بريدك|البريد|بريدكم|بريد|email|e - mail|mail) /
export const CHOICE =
  / (?:اي|انو|انهو|انهي|اني|ايهم|ايهما|ايا|مين) (?:واحد|رقم|منهم|منن|فيهم|فيهن)| (?:وين|فين|لوين) (?:[^ ]+ )?(?:نتصل|منتصل|نحكيك|منحكيك|بنحكيك|نكلمك|نتواصل|ندق|نخابرك|نرن) | (?:على|ع) (?:اي|انو|انهو|انهي|اني|مين|ياهو|ايا|منو) | [عب]?(?:ايهم|ايهما|ايهن|ايهن|انهو|انهي|ياهو|اينهم) | الاول (?:او|ولا|لو) الثاني| (?:ال)?(?:احسن|افضل) | which | either | preference | better | prefer | preferred | best one /
/** One to fall back on, beside the number that stands. */
export const ASKS_SPARE =
  / (?:alternate|alternative|back ?up|secondary|(?:second|another|other|different) (?:phone |contact )?(?:number|one|line)|بديل|احتياط|احتياطي|رقم (?:ثاني|تاني|اخر|غيره)) /
export const YOURS =
  / (?:your|yours|you|و?(?:رقم|جوال|موبايل|تلفون|تليفون|هاتف|نمرت)(?:ك|كم|كن|ج)|حضرتك|نكلمك|نحكيك|منحكيك|نتصل) /
/** منرجعلك، نبعت لك، "we call you": what the house will do with the number that it asks for. */
export const TO_REACH =
  / [وفبحه]?(?:م|ب|ت)?[نا][\u0621-\u064a]{2,}(?:ك|كي|كم|كن|ج) | [وفبحه]?(?:م|ب)?ن[\u0621-\u064a]{2,} (?:[^ ]+ )?(?:معك|معاك|عليك|فيك|لك|الك|وياك|بيك|فيج|معاج|عليج)[\u0621-\u064a]{0,2} | (?:we|i|they)(?:'ll| can| could| should| shall| may| will|) (?:best )?(?:call|reach|text|ring|phone|contact|get|send|message)[a-z]* /
export const ASKS_OLD = / (?:و?(?:ال)?(?:قديم|سابق)|old|previous|former) (?:[^ ]+ ){0,5}[?؟]? ?$/
export const NEW_OR_SAME = / (?:الجديد|جديد|نفس|نفسه|لسا|لسه|لسي|مازال|new|still|same) /
export const CONFIRM_PHONE =
  /(?:هاد|هذا|هادا|هيدا|ده|هو|هاي) (?:هو )?(?:رقمك|رقمكم|جوالك|موبايلك|تلفونك|رقم حضرتك|رقم حضرتكم|الك|تبعك) |is (?:this|that|it) your (?:own )?(?:number|phone|cell|mobile)/
export const CONFIRM_EMAIL =
  /(?:هاد|هذا|هادا|هيدا|ده|هو) (?:هو )?(?:بريدك|ايميلك|بريد حضرتك|ايميل حضرتك|الك|الايميل تبعك) |is (?:this|that|it) your (?:own )?(?:e - mail|email|mail|address)/
export const CHECKING =
  /[?؟]| (?:صح|صحيح|مزبوط|مظبوط|مضبوط|تمام|اكد|اكيد|تاكيد|للتاكيد|اكرر|اعيد|سجلت|سجلنا|المسجل|مسجل|عندي|عندنا|مو هيك|مش هيك|يعني|بالملف|correct|right|confirm|confirming|verify|repeat|is that|is it|did i|i have|got|so|still|on file|read|ب?ي(?:تصل|حكي|كلم|تواصل)(?:وا)? (?:فيك|عليك|معك|بيك|وياك|معاك)|ااكد|ناكد|باكد|بناكد|i see|i'm seeing|showing|(?:we'll|i'll|we will|i will|i can|we can|shall i|should i|should we) (?:call|text|ring|phone|reach|try|use|send|put)) /
export const ABOUT_CALLER =
  / [وب]?(?:رقمك|رقمكم|رقمج|جوالك|موبايلك|تلفونك|هاتفك|ايميلك|بريدك|حضرتك|حضرتكم|سجلت|سجلنا|المسجل|مسجل|تسجيل|اكرر|اعيد|للتاكيد|your|i have|got|so that's|on file) /
export const OF_THE_HOUSE =
  / (?:[بت]{0,2}حول(?:و|وا|ي|لي|ولنا)?|[بت]{0,2}دفع(?:و|وا|ي)?|ادفع(?:وا|ي)?) (?:[^ ]+ ){0,2}(?:على|ع|عال[^ ]+) | (?:ask for|speak to|talk to) [^ ]+ , | (?:call|ring|reach|phone|text|contact|get|message|email) (?:me|us) (?:back |directly |again )?(?:on|at) | (?:رقمنا|رقم الشركه|رقم الفرع|رقم المكتب|ايميلنا|بريدنا|تتصل علينا|تتصل فينا|اتصل علينا|اتصلوا علينا|تتواصل معنا|التواصل معنا|للتواصل معنا|خدمه العملاء|خدمه الزباين|الخط الساخن|الفرع|موقعنا|our|us|hotline|helpline|our office|support line|that was us|تفضل|تفضلي|اكتب عندك|سجل عندك|سجلي عندك) /
/** هيكلمك على …، رح نحاكيك عال…: where the caller will be called. */
export const CALLS_YOU_ON =
  / و?(?:ه|ح|ب)?[ينم](?:كلم|حاكي|حكي|راسل|خابر|رن|دق)(?:و|وا)?(?:ك|كي|كم|كن|ج)(?: [^ ؟?]+){0,3} (?:على|ع|عال[^ ]*|عهال[^ ]+) /u
/** حوّل على الرقم …، بتبعتلنا على …: what the caller is told to do with a number, where no question follows. */
export const SENDS_THERE =
  / و?(?:بت|ت)?(?:ابعت|ابعث|بعت|بعث|ارسل|رسل|حول|دز|طرش|خابر|تصل|اتصل|دق|راسل|تواصل|حاكي|حكي|احكي|ادفع|دفع|كلم|ودي)(?:و|وا|ي|ه|ها|لنا|وه|وها|يه|يها|ولنا|يلنا|وهم|هم|هن)? (?!لك |لكم |لج |لكي |ليك |عليك |معك |حضرتك )(?:[^ ؟?]+ ){0,5}(?:على|ع|عال[^ ]*|عهال[^ ]+) (?!.*[؟?])/u
/** "Is that Jen with one n or two?", "Mark with a k or a c?": how a part of it is spelled. */
export const ASKS_SPELLING =
  / with (?:an?|one|two|double|a single) [a-z](?:'s)? (?:[?]|or (?:an? |one |two |double |with ))| how (?:do you|is|are|would you) (?:[^ ]+ ){0,3}spell/
/** "You can send it to docs@…": where the caller shall send something, and no question. */
export const SENDS_TO =
  / (?:you (?:can|could|may|should|need to|have to|'ll need to|might)|you'll (?:need|have) to|please|feel free to|(?:have|ask|tell) (?:him|her|them) to|just) (?:just |also |then |please )?(?:send|email|e - mail|forward|mail|upload|post|drop|write) (?:[^ ?]+ ){0,6}(?:to|at) (?!.*[?])| (?:can|could|would|will) you (?:just |also |then |please )?(?:send|email|e - mail|forward|mail|upload|post|drop) (?:[^ ?]+ ){0,6}to /
export const SELF = /^(?:انا|معك|معكم|معاك|معاكم|وياك|معكن|معج|i'm|im|this|my|اسمي)$/
export const OWN_NAME_BEFORE = /^(?:i'm|im|انا|معك|معكم|معاك|معاكم|معاج|معج|معكن|وياك|وياكم|حضرتك|اسمي)$/
export const GREETED =
  /^(?:اهلا|اهلين|هلا|مرحبا|يا|شكرا|thanks|you|hi|hello|hey|dear|welcome|سيد|استاذ|استاذه|الاستاذ|الاستاذه|دكتور|دكتوره|مدام|تشرفنا|great|ok|okay|sure|حياك|ياهلا|تكرم|تكرمي|تمام|طيب|sorry|عفوا|thank)$/
export const NAME_ASKED =
  / (?:معي|معاي|معايا|اسمك|اسم|باسم|الاسم|حضرتك|انت|انتي|بحكي مع|احكي مع|اتحدث مع|اتكلم مع|speaking (?:to|with)|talking (?:to|with)|name is|name as|name's|name|that's|it's|this|is it|you're|you are|so) $/
