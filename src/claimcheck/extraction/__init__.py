"""From a page to draft claims: which sentences make a health claim, what they claim, and whom they name for it."""
