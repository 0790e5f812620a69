"""The program that draws the pictures in `seeds/`: scenes, the tools they are drawn with, their captions.

It may import Pillow and the standard library; nothing in the product imports it.
"""
