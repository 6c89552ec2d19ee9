"""What the commands that look at files in place share: findings, reports, differences, rewriting."""
