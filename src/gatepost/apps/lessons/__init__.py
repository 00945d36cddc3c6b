"""What people say was wrong with a finding, gone through by those who keep the policy: cases to learn from."""
