"""What commands share: how they end, what they say meanwhile, in which language, and what they
write.
"""
