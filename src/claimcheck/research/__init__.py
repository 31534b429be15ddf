"""The desk: claims + catalogue + judge → proposals, and the refreshing of what is cited."""

from claimcheck.research.cards import cards as cards
from claimcheck.research.find import find as find
from claimcheck.research.given import told as told
from claimcheck.research.given import unjudged as unjudged
from claimcheck.research.refresh import RefreshResult as RefreshResult
from claimcheck.research.refresh import Resolver as Resolver
from claimcheck.research.refresh import about_reviews as about_reviews
from claimcheck.research.refresh import changes as changes
from claimcheck.research.refresh import lost_passages as lost_passages
from claimcheck.research.refresh import of_other_words as of_other_words
from claimcheck.research.refresh import refresh as refresh
from claimcheck.research.refresh import second_thoughts as second_thoughts
from claimcheck.research.refresh import without_older as without_older
from claimcheck.research.refresh import without_reviews as without_reviews
from claimcheck.research.refresh import without_unknown as without_unknown
from claimcheck.research.retraction_list import check_columns as check_columns
from claimcheck.research.store import attach as attach
from claimcheck.research.store import lock_update_for as lock_update_for
from claimcheck.research.store import proposals as proposals
from claimcheck.research.store import question_of as question_of
from claimcheck.research.store import update_lock as update_lock
from claimcheck.research.store import was_asked as was_asked
from claimcheck.research.watch import Change as Change
from claimcheck.research.watch import News as News
from claimcheck.research.watch import Watched as Watched
from claimcheck.research.watch import watch as watch
