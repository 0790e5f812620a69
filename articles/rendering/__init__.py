"""NewsItem -> what readers see. No database, no request.

May import newsitem, models' plain constants, media and newsroom.
"""
