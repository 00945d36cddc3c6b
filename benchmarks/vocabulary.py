"""The words that the benchmark's posts are made of: slots, sentences without any item, and the items.

A `{slot}` takes one of its words at random; `{first}`, `{full}`, `{form}` and the like come from the pupil,
and `{link}`, `{phone}` and the like are made up for each post.
"""

from __future__ import annotations


def _slot(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split("|"))


SLOTS: dict[str, tuple[str, ...]] = {
    "day": _slot("Monday|Tuesday|Wednesday|Thursday|Friday|this morning|this afternoon|yesterday|last week|after lunch"),
    "good": _slot(
        "brilliant|lovely|splendid|busy|muddy|thoughtful|noisy|cheerful|memorable|careful|fantastic|sparkling|gentle|"
        "ambitious|windswept|wonderful|creative|patient|curious|delicious|chilly|energetic|marvellous|tremendous"
    ),
    "group": _slot(
        "Year 1|Year 2|Year 3|Year 4|Year 5|Year 6|Reception|the choir|the gardening club|our school council|"
        "the netball team|the infants|our readers|the recorder group|the chess club|the eco team|our youngest children"
    ),
    "subject": _slot(
        "volcanoes|the Romans|fractions|rivers|poetry|the water cycle|Tudor kitchens|electricity|coding|lighthouses|"
        "minibeasts|map reading|the solar system|pond life|rhythm|healthy lunches|ancient Egypt|magnets|sea shanties|"
        "habitats|friendship|collage|times tables|hedgerows|castles|forces|spelling|the Stone Age|origami|tall ships"
    ),
    "thing": _slot(
        "papier mache mountains|clay tiles|paper boats|bird boxes|lanterns|bug hotels|board games|comic strips|"
        "woven baskets|story maps|wind chimes|seed bombs|marble runs|shadow puppets|pop-up books|bread rolls|kites|"
        "soup|sundials|patchwork squares|rock pools in a tray|weather stations|friendship bracelets|timelines|posters"
    ),
    "place": _slot(
        "the hall|the library|the school field|the harbour|the woods|the beach|the village green|the playground|"
        "the church|the allotment|the museum|the sports hall|the leisure centre|the farm|the theatre|the courtyard"
    ),
    "bring": _slot(
        "a waterproof coat|a packed lunch|wellies|a named water bottle|an old shirt|a cardboard box|a sun hat|"
        "two pounds for the raffle|a favourite book|spare socks|a torch|trainers|their reading record|a clean jam jar"
    ),
    "event": _slot(
        "the summer fair|sports day|the harvest service|our open morning|the book sale|the cake stall|the carol concert|"
        "the spring disco|parents' evening|the sponsored walk|the leavers' assembly|the film night|the quiz|grandparents' day"
    ),
    "time": _slot("9.15|10 o'clock|half past two|3.20|six o'clock|quarter to nine|midday|4pm|1.30|the end of the day"),
    "verb": _slot(
        "explored|measured|painted|discussed|rehearsed|tasted|sketched|invented|compared|debated|recorded|built|"
        "investigated|planted|sorted|described|performed|repaired|wove|planned|counted|decorated|mixed|designed"
    ),
    "feeling": _slot("proud|delighted|grateful|thrilled|impressed|amazed|pleased|excited|happy|touched"),
    "helper": _slot(
        "our volunteers|the kitchen team|our caretaker|the PTFA|the visiting author|the librarian|our crossing warden|"
        "the lifeboat crew|the local farmer|our governors|the bakers in the village|the cricket club|every family"
    ),
    "weather": _slot("rain|wind|sunshine|drizzle|frost|fog|heat|hail|cloud|thunder"),
    "insult": _slot("useless|a complete idiot|a pathetic clown|a waste of space|an utter moron|thick as a brick"),
}  # fmt: skip

SENTENCES: tuple[str, ...] = (
    "What a {good} {day} we have had learning about {subject} with {group}.",
    "{group} {verb} {thing} and then {verb} the results with a partner.",
    "We are so {feeling} with the effort that everybody put into {thing} and {subject}.",
    "A big thank you to {helper} for making {event} such a {good} afternoon.",
    "Please remember to bring {bring} and {bring} for {event}, whatever the {weather}.",
    "Doors open at {time} and we should be finished in time for the bus.",
    "Despite the {weather} the children {verb} their way to {place} without a single grumble.",
    "There are still a few places left for {event}, so do let the office know.",
    "Come and see the {good} display of {thing} outside {place} before it comes down.",
    "In assembly we talked about {subject} and why it matters to be {good} and kind.",
    "Our {good} visitors from {place} showed us how {thing} are made and looked after.",
    "Homework this week is to find out three {good} facts about {subject}.",
    "Next week {group} will be off to {place}, and we cannot wait to hear all about it.",
    "Tickets for {event} go on sale at {time} on {day} from the school office.",
    "The hall smelt {good} thanks to the {thing}, and nobody wanted to go home.",
    "Can you spot the mistake in our chart about {subject}? {group} found it in under a minute!",
    "If you have any spare cardboard, wool or buttons we would be {feeling} to have them.",
    "Lost property is piling up again: {bring}, {bring} and a single glove.",
    "It was {good} to watch {group} help the younger ones with {subject}.",
    "The {weather} meant we moved {event} indoors, which turned out to be rather {good}.",
    "We {verb}, we {verb} and by {time} we had {thing} drying on every table.",
    "Reading tip of the week: {good} picture books are not only for little ones.",
    "Thanks to {helper} we raised enough for new {thing} and a {good} bench by {place}.",
    "{group} would like to know whether anyone has old photographs of {place}.",
    "No school on {day}: staff training. We are back as usual at {time} the day after.",
    "Swimming starts again on {day}, so please pack a towel and {bring}.",
)

ITEMS: dict[str, tuple[str, ...]] = {
    "full name": ("Well done {full} for a {good} piece of work on {subject}!", "{full} won the prize for {subject}.",
                  "Star of the week is {full}, who {verb} {thing} all by themselves."),
    "first name and class": ("Congratulations to {first} in {form} for a {good} poem.", "{first} from {form} led the way to {place}."),
    "initial": ("A special mention for {first} {initial} who helped with {thing}.",),
    "misspelt name": ("Well done {slipped} for a {good} piece of work on {subject}!", "A {good} effort from {slipped} at {event}."),
    "hashtag": ("Third place in the relay! #{glued} #proud", "What a finish @{glued} and friends."),
    "capitals": ("HUGE CONGRATULATIONS TO {shouted} ON PASSING GRADE ONE PIANO!",),
    "telephone": ("Ring {first}'s mum on {phone} if you can give a lift.", "Any questions, text me on {phone}."),
    "e-mail": ("Send the photos of {thing} to {email} please.", "Reply to my personal email {email} with numbers."),
    "address": ("Cards can go to the family at {house} {street}, {postcode}.", "They live at {house} {street} if you want to drop off {thing}."),
    "date of birth": ("{full}, date of birth {birth}, joins {form} on {day}.", "{first} was born on {birth}, so is the eldest."),
    "health number": ("For the trip form: {full}, NHS number {nhs}.",),
    "insurance number": ("Payroll asked for it again: my NI number is {nino}.",),
    "car": ("Whoever is driving the blue Fiesta {plate}, your lights are on and you are blocking the gate.",),
    "gambling link": ("Win big for school funds at {gambling}",),
    "hidden link": ("Sign up for {event} here: {short}",),
    "security": ("The gate code is {code} until the end of term, and the alarm is off at weekends.",),
    "insult": ("Honestly, {teacher} is {insult} and should not be allowed near children.",),
    "politics": ("Please vote Labour on Thursday and help us get the Conservatives out of {place}.",),
    "confidential": ("{teacher} is off sick with stress and has put in a grievance against the head.",),
    "contact": ("Add me on Snapchat {first} and I will message you about {event}.",),
}  # fmt: skip
