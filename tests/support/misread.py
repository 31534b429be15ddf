"""Papers that neither say a claim nor deny it, and sound ones beside them: claim, title, abstract. Every study is invented.

`NO_FINDING`: title or sentence names what the claim names and reports nothing of it. `NOT_DENIED`: something is denied, but not
what the claim says. `SOUND`: what a paper does say or deny stays told.
"""

from support.adversarial import Trap
from support.papers import paper

from claimcheck.model import Claim, Kind, Stance

NO_FINDING = (
    ("survey", "Walking reduces chronic low back pain.", "Where adults with chronic low back pain walk: a survey", "We asked 214 adults about their routes. Parks were named most often. Traffic kept many from going out."),
    ("trial", "Walking reduces chronic low back pain.", "Walking for chronic low back pain: a trial", "RESULTS: Forty adults came to all meetings. Shoes were paid for by the clinic.|CONCLUSIONS: Recruitment was feasible."),
    ("feasibility", "Meditation reduces anxiety in students.", "Meditation for reducing anxiety in students: a feasibility study", "Forty-one students were recruited in six weeks. Attendance was 78%. Students liked the venue."),
    ("prescribing", "Statins prevent stroke.", "Statins in the prevention of stroke: prescribing in 40 practices", "Prescribing rose from 31% to 52% between 2005 and 2015. Practices in rural areas prescribed less."),
    ("cost", "Vitamin D prevents fractures in older women.", "Prevention of fractures in older women with vitamin D: a cost analysis", "The cost per tablet was 0.04 euros. Monthly dispensing was cheaper than weekly dispensing."),
    ("expectations", "Acupuncture relieves migraine.", "Patients' expectations of acupuncture for the relief of migraine", "Twenty-two patients were interviewed. Four themes emerged: trust, touch, time and money."),
    ("adherence", "Yoga improves sleep in older adults.", "Yoga and improved sleep in older adults: adherence over twelve months", "Adherence fell from 88% to 41%. Those who lived alone attended more often."),
    ("validation", "Massage reduces neck pain.", "Validation of a diary for neck pain reduction during massage", "The diary had an intraclass correlation of 0.91. It took four minutes to fill in."),
    ("prevalence", "Omega-3 supplements lower the risk of depression.", "Prevalence of depression and use of omega-3 supplements among workers at lower risk", "Depression was found in 11% of the workers. One in five used omega-3 supplements."),
    ("enrolment", "Tai chi prevents falls in Parkinson's disease.", "Preventing falls in Parkinson's disease with tai chi: rationale, setting and enrolment", "One hundred and twelve people were enrolled at four sites. Their mean age was 69 years."),
    ("knowledge", "Smoking increases the risk of hip fracture.", "Smoking and increased risk of hip fracture: knowledge among orthopaedic nurses", "Nurses answered ten questions. The mean score was 6.2 and rose with years in the job."),
    ("heading in text", "Probiotics reduce infant colic.", "Shopping for infants", "We visited 30 shops. Probiotics to reduce infant colic: what parents buy. Drops were sold in 19 shops."),
    ("handling", "Compression stockings prevent thrombosis after surgery.", "Compression stockings for preventing thrombosis after surgery: sizes, fit and washing", "A third of the stockings were too small. Washing at 60 degrees spoiled the elastic."),
    ("headlines", "Exercise improves memory in dementia.", "Exercise, improved memory and dementia in newspaper headlines from 2001 to 2020", "We collected 512 headlines. Their number doubled, and most were on the front page."),
    ("access", "Cognitive behavioural therapy reduces insomnia.", "Access to cognitive behavioural therapy aimed at reducing insomnia in remote villages", "Waiting times ranged from 3 to 19 weeks. Half of the villages had no therapist."),
)  # fmt: skip

NOT_DENIED = (
    ("other outcome", "Walking reduces chronic low back pain.", "Walking and chronic low back pain in older adults", "We followed 300 adults with chronic low back pain. Walking outdoors did not increase the risk of falls."),
    ("harm", "Acupuncture relieves migraine.", "Safety of acupuncture for migraine", "RESULTS: Among 900 adults with migraine, acupuncture did not cause serious bleeding."),
    ("memory", "Statins reduce stroke.", "Statins and memory after stroke", "Statins did not impair memory in people who had survived a stroke."),
    ("other intervention", "Yoga lowers blood pressure.", "Yoga or breathing exercises for blood pressure", "Adults practised yoga or slow breathing. Breathing exercises did not lower blood pressure."),
    ("cost", "Home visits reduce readmission in heart failure.", "Cost of home visits in heart failure", "Readmission was read from registers. Home visits did not increase the cost of care in heart failure."),
    ("adherence", "Text messages improve asthma control.", "Text messages in asthma", "Asthma control was measured at each visit. Text messages had no effect on the use of inhalers."),
    ("prevalence", "Vitamin D prevents falls.", "Vitamin D status of older people with falls", "The prevalence of vitamin D deficiency did not differ between men and women who had had falls."),
    ("validation", "Massage reduces neck pain.", "A neck pain questionnaire for massage clinics", "The neck pain questionnaire showed no difference between its paper and its tablet version in clients of massage clinics."),
    ("baseline", "Exercise reduces depression in older adults.", "Exercise for depression in older adults", "RESULTS: At baseline, the exercise and the control group did not differ in depression scores. Ninety older adults completed the course."),
    ("taste", "Probiotics shorten diarrhoea in children.", "Probiotics and diarrhoea in children: palatability", "Children with diarrhoea were given sachets. No difference in taste was found between probiotics and placebo."),
    ("interaction", "Coffee lowers the risk of type 2 diabetes.", "Coffee and type 2 diabetes in men and women", "RESULTS: The association between coffee and type 2 diabetes did not differ between men and women."),
    ("side effect", "Magnesium relieves night cramps.", "Tolerability of magnesium", "In adults with night cramps, magnesium caused no more diarrhoea than placebo did."),
    ("dropout", "Cognitive training improves memory.", "Who drops out of cognitive training", "Dropout from cognitive training was not related to memory at entry."),
    ("absorption", "Metformin reduces weight in obesity.", "Pharmacokinetics of metformin in obesity", "Weight ranged from 92 to 140 kg. Food did not reduce the absorption of metformin in people with obesity."),
    ("other question", "Smoking increases the risk of sciatica.", "Advice to smokers with sciatica", "Advice did not increase the chance of stopping smoking among people with sciatica."),
)  # fmt: skip

SOUND = (
    (Stance.SUPPORTS, "Walking reduces chronic low back pain.", "Walking reduces chronic low back pain in adults: a randomised trial", "Adults were allocated to walking or to a leaflet. Pain fell by 2.1 points with walking and by 0.4 without."),
    (Stance.SUPPORTS, "Zinc lozenges shorten the common cold.", "Zinc lozenges shorten the common cold: trial in 180 adults", "RESULTS: The median length was 4.1 days with lozenges and 6.8 days without."),
    (Stance.SUPPORTS, "Meditation reduces anxiety in students.", "Meditation for anxiety in students: a randomised trial", "RESULTS: Meditation reduced anxiety in students (p=0.002)."),
    (Stance.SUPPORTS, "Statins prevent stroke.", "Statins in the prevention of stroke", "CONCLUSIONS: Statins prevented stroke in adults with high cholesterol."),
    (Stance.SUPPORTS, "Massage is effective for neck pain.", "Massage is effective for neck pain: a meta-analysis", "Eleven trials with 940 adults were pooled. The standardised mean difference was -0.6."),
    (Stance.SUPPORTS, "Smoking increases the risk of hip fracture.", "Smoking and hip fracture", "CONCLUSIONS: Smoking increased the risk of hip fracture in men and women."),
    (Stance.SUPPORTS, "Tai chi prevents falls in Parkinson's disease.", "Tai chi in Parkinson's disease", "RESULTS: Tai chi prevented falls in Parkinson's disease: 62 falls against 186 (p<0.001)."),
    (Stance.SUPPORTS, "Daily walking lowers the risk of hip fracture.", "Walking and hip fracture in women", "Daily walking was associated with a 30% lower risk of hip fracture."),
    (Stance.CONTRADICTS, "Walking reduces chronic low back pain.", "Walking for chronic low back pain: a trial", "RESULTS: Walking did not reduce chronic low back pain compared with a leaflet."),
    (Stance.CONTRADICTS, "Acupuncture relieves migraine.", "Acupuncture for migraine", "RESULTS: Acupuncture and sham needles showed no difference in migraine."),
    (Stance.CONTRADICTS, "Vitamin D prevents fractures in older women.", "Vitamin D and bone", "Vitamin D had no effect on fractures in older women (hazard ratio 1.02, 95% CI 0.90 to 1.15)."),
    (Stance.CONTRADICTS, "Yoga lowers blood pressure.", "Yoga for blood pressure", "CONCLUSIONS: Blood pressure was not lowered by yoga."),
    (Stance.CONTRADICTS, "Coffee lowers the risk of type 2 diabetes.", "Coffee and type 2 diabetes", "RESULTS: Coffee increased the risk of type 2 diabetes (hazard ratio 1.41, 95% CI 1.20 to 1.66)."),
    (Stance.CONTRADICTS, "Glucosamine relieves knee pain.", "Glucosamine does not relieve knee pain: a randomised trial", "Scores at six months were 4.1 and 4.2."),
    (Stance.CONTRADICTS, "Magnesium relieves night cramps.", "Magnesium and placebo", "METHODS: Ninety adults took magnesium or placebo.|CONCLUSIONS: Magnesium did not relieve night cramps better than placebo."),
)  # fmt: skip

NO_FINDING_UNSEEN = (
    ("Swimming lowers blood pressure.", "Swimming and blood pressure in the over-sixties: who joins and who stays", "Of 80 invited, 51 joined. Most came by bus."),
    ("Peppermint oil relieves irritable bowel syndrome.", "Relief of irritable bowel syndrome with peppermint oil in pharmacy leaflets", "We gathered 61 leaflets. Their length varied from one to nine pages."),
    ("Exercise prevents falls in older people.", "Exercise to prevent falls in older people - an atlas of local services", "The atlas lists 412 classes. Rural districts have fewer of them."),
    ("Melatonin improves sleep in shift workers.", "Melatonin for improved sleep in shift workers: sales figures", "Sales tripled. Tablets outsold sprays."),
    ("Aspirin reduces colorectal cancer.", "Aspirin-reduced colorectal cancer as seen by general practitioners", "Doctors answered a postal form. Half returned it."),
    ("Breastfeeding protects against asthma.", "Breastfeeding as protection against asthma: a concept analysis", "Attributes were sorted into five themes."),
    ("Hypnosis reduces pain in burns.", "The nurses' view of hypnosis as a means of reducing pain in burns", "Sixteen nurses were interviewed. They asked for training."),
    ("Folic acid prevents neural tube defects.", "Women who take folic acid to prevent neural tube defects: age, income and schooling", "Intake rose with income. Younger women knew less."),
    ("Green tea lowers cholesterol.", "Green tea, cholesterol and lower income: a household panel", "Spending on tea fell. Households with children bought least."),
    ("Light therapy improves mood.", "Improving mood with light therapy: nurses' handbook reviewed", "The handbook has nine chapters. Pictures are in colour."),
    ("Garlic prevents colds.", "Towards preventing colds: the place of garlic in school kitchens", "Cooks used garlic on two days a week."),
    ("Physiotherapy reduces knee pain.", "Physiotherapy referrals increase as knee pain clinics close", "Referrals doubled within four years."),
    ("Caffeine increases alertness.", "Caffeine for increased alertness among pilots: a policy statement", "Airlines set their own limits. Crews are told to plan their breaks."),
    ("Vaccination reduces hospital admission.", "Reduced hospital admission and vaccination: what parents read", "Leaflets were counted in 14 clinics."),
)  # fmt: skip
NOT_DENIED_UNSEEN = (
    ("Swimming lowers blood pressure.", "Swimming and blood pressure", "In people with high blood pressure, swimming did not raise the heart rate above 120."),
    ("Peppermint oil relieves irritable bowel syndrome.", "Peppermint oil in irritable bowel syndrome", "Heartburn was no more frequent with peppermint oil than with placebo in irritable bowel syndrome."),
    ("Exercise prevents falls in older people.", "Exercise classes and falls", "Falls at the class itself were not counted. Exercise classes had no impact on loneliness in older people."),
    ("Melatonin improves sleep in shift workers.", "Melatonin and driving", "Melatonin did not affect driving the next morning in shift workers whose sleep had been short."),
    ("Aspirin reduces colorectal cancer.", "Aspirin after colorectal cancer surgery", "Bleeding did not increase with aspirin after colorectal cancer surgery."),
    ("Breastfeeding protects against asthma.", "Asthma in mothers and breastfeeding", "Asthma in the mother had no effect on how long breastfeeding lasted."),
    ("Hypnosis reduces pain in burns.", "Hypnosis or virtual reality for pain in burns", "Virtual reality did not reduce pain in burns, and hypnosis was not tested."),
    ("Folic acid prevents neural tube defects.", "Folic acid reminders", "Reminders did not improve the intake of folic acid for the prevention of neural tube defects."),
    ("Green tea lowers cholesterol.", "Green tea and cholesterol", "Cholesterol was the main outcome. Green tea had no effect on liver enzymes."),
    ("Light therapy improves mood.", "Light therapy at work", "Mood scores were alike in the two groups before light therapy began."),
    ("Garlic prevents colds.", "Garlic and colds: breath", "Garlic did not worsen breath odour in people with colds."),
    ("Physiotherapy reduces knee pain.", "Age, sex and physiotherapy for knee pain", "The effect of physiotherapy on knee pain was the same in men and women."),
    ("Caffeine increases alertness.", "Decaffeinated coffee and alertness", "Decaffeinated coffee did not increase alertness, unlike caffeine."),
    ("Vaccination reduces hospital admission.", "Reminder letters, vaccination and hospital admission", "Reminder letters were not associated with hospital admission or with vaccination."),
)  # fmt: skip
"""Written after the bars for the lists above, in two rounds, each run before any mending: 22 of 28 were refused at first."""
SOUND_UNSEEN = (
    (Stance.SUPPORTS, "Swimming lowers blood pressure.", "Swimming and blood pressure in the over-sixties", "RESULTS: Swimming lowered blood pressure by 7 mmHg (p=0.01)."),
    (Stance.SUPPORTS, "Peppermint oil relieves irritable bowel syndrome.", "Peppermint oil relieves irritable bowel syndrome", "We treated 57 adults. Scores were 3.1 and 5.9."),
    (Stance.SUPPORTS, "Exercise prevents falls in older people.", "Exercise and falls", "CONCLUSIONS: Exercise prevents falls in older people living at home."),
    (Stance.SUPPORTS, "Folic acid prevents neural tube defects.", "Trial of folic acid", "Folic acid prevented 72% of neural tube defects."),
    (Stance.CONTRADICTS, "Swimming lowers blood pressure.", "Swimming and blood pressure", "Swimming did not lower blood pressure in 90 adults."),
    (Stance.CONTRADICTS, "Melatonin improves sleep in shift workers.", "Melatonin in shift workers", "CONCLUSIONS: Melatonin failed to improve sleep in shift workers."),
    (Stance.CONTRADICTS, "Aspirin reduces colorectal cancer.", "Aspirin and cancer", "There was no reduction in colorectal cancer with aspirin."),
    (Stance.CONTRADICTS, "Breastfeeding protects against asthma.", "Breastfeeding and asthma", "Breastfeeding was associated with an increased risk of asthma (odds ratio 1.4, 95% CI 1.1 to 1.8)."),
    (Stance.SUPPORTS, "Green tea lowers cholesterol.", "Green tea lowers cholesterol: a trial", "Values were 5.1 and 5.6."),
    (Stance.SUPPORTS, "Light therapy improves mood.", "Light therapy", "RESULTS: Light therapy improved mood more than dim light did (p=0.03)."),
    (Stance.CONTRADICTS, "Garlic prevents colds.", "Garlic and colds", "Garlic did not prevent colds in 140 adults."),
    (Stance.CONTRADICTS, "Physiotherapy reduces knee pain.", "Physiotherapy", "Knee pain was not reduced by physiotherapy."),
    (Stance.CONTRADICTS, "Vitamin D prevents falls in older people.", "Vitamin D and falls", "Vitamin D supplementation did not reduce the risk of falls in older adults."),
)  # fmt: skip


def _trap(kind: str, statement: str, title: str, text: str, number: int) -> Trap:
    claim = Claim(statement, id=f"{kind}-{number}".replace(" ", "-"), kind=Kind.EFFICACY if number % 2 else None)
    return Trap(kind, claim, paper(number, title, *text.split("|"), mesh=()))


BARE = [_trap(*one, 1200 + at) for at, one in enumerate(NO_FINDING)]
BARE += [_trap("unseen bare", *one, 1300 + at) for at, one in enumerate(NO_FINDING_UNSEEN)]
BESIDE = [_trap(*one, 1220 + at) for at, one in enumerate(NOT_DENIED)]
BESIDE += [_trap("unseen beside", *one, 1320 + at) for at, one in enumerate(NOT_DENIED_UNSEEN)]
TOLD = [(stance, _trap("sound", *one, 1240 + at)) for at, (stance, *one) in enumerate(SOUND)]
TOLD += [(stance, _trap("unseen sound", *one, 1340 + at)) for at, (stance, *one) in enumerate(SOUND_UNSEEN)]
