import { RARER_FAMILIES } from './more-family-names.ts'
import { wordSet } from './tokens.ts'

/** Family names that are said without ال, and English ones that are heard often: they carry a name on after its first word. */
export const FAMILY_NAMES: ReadonlySet<string> = wordSet(
  RARER_FAMILIES,
  `
حداد خوري نجار صباغ قباني معلوف ديب نصر ناصيف شاهين عيسى عيد عواد عوض حمدان حمود حمدي حلبي شامي دمشقي مصري عراقي بغدادي موصلي كردي تركماني درويش قاسم قدور قدورة بكري بكداش بيطار بركات بشارة بدران
برهوم بوظو جبور جابر جمعة جنيد جزائري حيدر حسون حنا خليل خضور خطيب خياط داغر دياب ذياب راشد رستم رمضان رضوان زيتون زيدان سكر سلوم سليمان سرور سعادة سعد سمعان سويد سيوفي شحادة شحود شعبان شقير شلبي
شرف شماس صالح صقر صليبا صوان ضاهر طباع طراد طعمة طويل عازار عباس عبود عثمان عجيب عرفات عزام عساف عسلي عطا عطية عفيف عقل علوان علوش عمران عنتر غانم غزال غريب فارس فاضل فرح فرنجية فخري فهد فياض قصاب قطان
كبارة كرم كنعان كيالي كيلاني لحام لحود مارديني مالك مخول مراد مرعي مسعود مطر معتوق معروف منصور مهنا موسى ميداني نادر ناصر نحاس نعمة نعيم نقولا نوفل هاشم هلال وهبة ياسين يعقوب يوسف زعبي عبيدات بطاينة
خصاونة عبادي طراونة نسور مجالي فتحي سليم فهمي شوقي غنيم سلامة شلبي بدوي جمال رأفت عزمي هيكل غالي مكرم بطرس غبريال دنقل عكاشة عاشور عامر عمارة فوزي لبيب منير حلمي رشدي زكي سامي شكري صبري صدقي
عتيبي قحطاني دوسري حربي شمري غامدي زهراني مطيري عنزي رشيدي عجمي هاجري مري كعبي مزروعي منصوري ظاهري شامسي نعيمي سويدي مهيري فلاسي حارثي بلوشي جابري عبيدي دليمي جبوري ربيعي ساعدي كاظم طائي زيدي خفاجي
بنعلي بناني علوي إدريسي تازي فاسي بنسعيد بوعزيز بلقاسم حداوي
smith johnson williams brown jones garcia miller davis davies rodriguez martinez hernandez lopez gonzalez gonzales wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark
ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards
collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz
hughes price alvarez castillo sanders patel myers long ross foster jimenez sharma singh kumar gupta khan haddad khoury khouri nasser mansour hassan hussein ibrahim saleh salem mansoori zaabi otaibi qahtani harbi
ghamdi dosari shamsi mazrouei suwaidi ketbi nuaimi dupont larson hayes lawson whitfield watson okafor tremblay simmons bennett fisher hunter stone knight webb fox grant west cole hart black burke doyle
`,
)

/** Of these, trades: أنا نجار says what somebody does. */
export const TRADES: ReadonlySet<string> = wordSet(
  'حداد نجار خياط لحام طباخ حلاق دهان سباك بيطار صباغ خباز حلواني قهوجي بقال قصاب جزار عطار صايغ بواب حجار صواف بزاز سقا عقاد سمان حكيم حايك صيقلي حلواني مدرس طباع خباز كاتب رسام فنان ملاح بحار',
)
