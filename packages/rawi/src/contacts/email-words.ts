import { foldWord, wordSet } from './tokens.ts'

function table(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .flatMap((line) => {
        const [latin = '', ...spoken] = line.split(' ')
        return spoken.map((word): [string, string] => [foldWord(word), latin])
      }),
  )
}

/** What joins two parts of a spoken address; each phrase is one or more words. */
export const CONNECTORS: readonly [string, readonly string[]][] = [
  ['_', ['شرطة', 'سفلية']],
  ['_', ['شحطة', 'سفلية']],
  ['_', ['شحطة', 'تحت']],
  ['_', ['خط', 'سفلي']],
  ['_', ['شرطه', 'تحتية']],
  ['_', ['تحت', 'شرطة']],
  ['_', ['شرطة', 'تحت']],
  ['_', ['تحتها', 'شرطة']],
  ['_', ['شرطة', 'تحتها']],
  ['_', ['شرطة', 'واطية']],
  ['_', ['شرطة', 'منخفضة']],
  ['_', ['اندر', 'سكور']],
  ['_', ['أندر', 'سكور']],
  ['_', ['under', 'score']],
  ['_', ['underscore']],
  ['_', ['اندرسكور']],
  ['_', ['أندرسكور']],
  ['_', ['اندرسكوور']],
  ['_', ['_']],
  ['.', ['dot']],
  ['.', ['period']],
  ['.', ['point']],
  ['.', ['نقطة']],
  ['.', ['نقطه']],
  ['.', ['دوت']],
  ['.', ['ضوت']],
  ['.', ['.']],
  ['-', ['dash']],
  ['-', ['hyphen']],
  ['-', ['minus']],
  ['-', ['شرطة']],
  ['-', ['شحطة']],
  ['-', ['داش']],
  ['-', ['ناقص']],
  ['-', ['شحطة']],
  ['-', ['-']],
  ['+', ['plus']],
  ['+', ['+']],
].map(([sign, words]): [string, readonly string[]] => [sign as string, (words as string[]).map(foldWord)])

/** "at", in words or as a sign. */
export const AT_WORDS = wordSet('@ at آت ات أت ايت آيت أيت اتت')
/** What may follow "at" and is none of the domain: "at sign", and "at the rate of" as India says it. */
export const AT_MORE: readonly string[] = [
  'the rate of',
  'the rate',
  'rate of',
  'rate',
  'sign',
  'ساين',
  'ذا ريت',
  'زا ريت',
  'ريت',
].map(foldWord)

/** Providers as they are said in Arabic. */
export const PROVIDERS = table(`
gmail جيميل جيمايل الجيميل الجميل جميل غيميل جيميل
googlemail جوجلميل
hotmail هوتميل هتميل الهوتميل هوتمايل
outlook اوتلوك أوتلوك آوتلوك
yahoo ياهو الياهو
icloud ايكلاود آيكلاود ايكلود اكلاود ايكلاود ايكلود آيكلود أيكلود
live لايف
proton بروتون
protonmail بروتونميل
mail ميل مايل
`)
/** Two words that are one provider. */
export const PROVIDER_PAIRS = table(`
gmail جي+ميل جي+مايل g+mail
hotmail هوت+ميل هوت+مايل hot+mail
outlook اوت+لوك أوت+لوك out+look
icloud اي+كلاود آي+كلاود ايه+كلاود i+cloud أي+كلاود آي+كلود اي+كلود
`)
/** Providers that need no further word to be known. */
export const KNOWN_PROVIDERS = new Set([
  'gmail',
  'hotmail',
  'outlook',
  'yahoo',
  'icloud',
  'live',
  'proton',
  'protonmail',
  'fastmail',
  'aol',
  'googlemail',
  'comcast',
  'btinternet',
  'zoho',
])

/** Last parts of a domain that are written as they are said: general ones, and those of countries (ISO 3166-1). */
const DOMAIN_ENDS = `
com net org edu gov info biz scot wales london app dev shop store online site tech cloud email
ac ad ae af ag ai al ao aq ar at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy
cz de dj dk dm dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq
ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx mz
na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn sr ss st su sv
sx sy sz tc td tf tg th tj tk tl tm tn tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw`.trim()

/** Last parts of a domain, as said. */
export const TOP_LEVELS: ReadonlyMap<string, string> = new Map([
  ...table(`
com كوم كم قوم
net نت
org اورغ أورغ اورج أورج
edu ايديو
`),
  ...DOMAIN_ENDS.split(/\s+/).map((name): [string, string] => [name, name]),
])

/** Arabic names and words that are written in Latin letters in one way only, or nearly so. */
export const LATIN_FORMS = table(`
ahmad أحمد
ali علي
omar عمر
samer سامر
rami رامي
sami سامي
hani هاني
fadi فادي
shadi شادي
tamer تامر
maher ماهر
amer عامر
salem سالم
saad سعد
dana دانا
lina لينا
rana رنا
mona منى
dina دينا
salma سلمى
maha مها
rasha رشا
reem ريم
maya مايا
tala تالا
lana لانا
sara سارة سارا
nadine نادين
rania رانيا
dania دانيا
lama لمى
hadi هادي
anas أنس
basel باسل
firas فراس
mazen مازن
bilal بلال
jamal جمال
kamal كمال
nabil نبيل
khoury خوري
haddad حداد
saeed سعيد
info انفو إنفو
sales سيلز
support سبورت
admin ادمن أدمن
contact كونتاكت
office اوفيس أوفيس
`)

/** English letters as they are called in Arabic, where the name fits one letter only. */
export const LETTER_NAMES = table(`
c سي
d دي
f اف إف
h اتش إتش ايتش
k كي كيه
l ال إل
m ام إم
n ان إن
o او أو
q كيو
r ار آر
s اس إس
t تي
u يو
v ڤي
w دبليو دابليو
x اكس إكس
y واي
z زد
`)

/** English words before a spoken address that are no part of it. */
export const NOT_LOCAL = wordSet(`
initials nope nah is it's its it my me the a an at on to or and you your can reach send write use contact email e mail mail address yes yeah yep sure ok okay so that that's would be i i'm i'll we our us his her actually no not sorry please hi hello well um uh erm er ah oh
here try say says spelled like as for in with from by all lowercase uppercase lower case letters letter word correct right this then now also but its just message him them copy cc invoice personal work new old current got have has was which
also its goes know think hold second let see get give name's name am are was were said saying mine yours been called means mean put down note go ahead best account login username prefer please
هو هي ايميلي الايميل الإيميل ايميل إيميلي إيميل بريدي البريد الالكتروني الإلكتروني الكتروني على ع عال عل ابعتوه ابعتلي ابعت ابعتولي ارسل أرسل ارسلوه ارسلي ارسلوا ابعتيه ابعته اكتب اكتبي سجل سجلي يكون بيكون نعم اي ايه ايوه ايوا اه طيب تمام اوكي اكيد لا عفوا لأ قصدي
الشخصي الشغل العمل تبعي حقي بتاعي عندي انا أنا يعني و ورقمي رقمي الاسم اسمي او أو من في مع التالي كالتالي كالآتي تفضل تفضلي هاد هذا ده دا هيدا يلي اللي فيك فيكم تبعت تبعتوا تبعته راسلوني راسلني تواصلوا معي مو مش ليس غير صار صحيح بدل عبر وايميلي والايميل بس بعدين
اول شي بعدا وبعدا بعدها وبعدها وبعدين كله سمول كابيتال كبير صغير حرف حروف حرفين مسجل الرسمي الجديد القديم حط حطي ضع خذ خد طبعا حاضر استنى لحظة لو سمحت بدي ابغى ممكن
`)
/** Words inside an address that only say how it is written. */
export const WRITTEN_HOW = wordSet(
  'lowercase uppercase lower upper case capital small all letter letters together word then number digit numeral رقم الرقم سمول كابيتال كبير صغير صغيرة كبيرة حرف حروف كلها كله سوا مع بعض',
)
