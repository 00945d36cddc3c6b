"""The verbs of posts: check one, send it, decide on it, take it back; and how it ends by itself."""

from gatepost.apps.posts.services.checking import Checked, check
from gatepost.apps.posts.services.deciding import decide
from gatepost.apps.posts.services.ending import forget_old, look_again
from gatepost.apps.posts.services.sending import AnsweredMeanwhile, send, take_back

__all__ = ["AnsweredMeanwhile", "Checked", "check", "decide", "forget_old", "look_again", "send", "take_back"]
