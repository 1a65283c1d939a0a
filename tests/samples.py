"""Pages for tests: a sound one, and ones with defects that the rules will always know."""

SOUND = """###  [:house:返回](README.md)
---


## 两地签署合作文件
`3/15/2024 3:11 PM UTC 编辑部` [轉載自GNews](https://gnews.org/articles/1)

正文第一段。

正文第二段，[[zh:美国]]总统访问[[zh:河内|越南首都]]。
"""
SPACES = SOUND.replace("第一段。", "第一段。 ")
LINKED = SOUND.replace("两地", "[[zh:两地]]")
IMPOSSIBLE = SOUND.replace("3/15/2024", "2/30/2024")
