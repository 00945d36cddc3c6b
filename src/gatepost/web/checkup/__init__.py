"""What this installation lacks: looked at by `gatepost doctor`, by the page /state/ and before `gatepost serve` starts."""
