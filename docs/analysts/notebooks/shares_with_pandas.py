# %% [markdown]
# # What is an outlet's own? (pandas, over the SQLite file)
#
# Opens as a notebook in VS Code, Spyder and PyCharm, and in Jupyter with jupytext. As a script:
#
#     python shares_with_pandas.py data shares.png
#
# It needs pandas, and matplotlib 3.11 or newer. Older releases draw Arabic letters unjoined and from left to right.

# %%
import sqlite3
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd

if mpl.__version_info__ < (3, 11):
    sys.exit(f"matplotlib {mpl.__version__} does not join Arabic letters: install 3.11 or newer")
mpl.rcParams["text.parse_math"] = False  # a $ in a name is no formula
# Put a font of your own first. DejaVu Sans, which comes with matplotlib, has the Arabic letters.
mpl.rcParams["font.family"] = ["DejaVu Sans"]

IN_NOTEBOOK = hasattr(sys, "ps1") or "ipykernel" in sys.modules
DATA = Path("data" if IN_NOTEBOOK or len(sys.argv) < 2 else sys.argv[1])
PICTURE = None if IN_NOTEBOOK or len(sys.argv) < 3 else sys.argv[2]

# %% [markdown]
# ## Read
#
# The store is opened read-only; a crawl may run meanwhile. A view does the counting, so that only counts are read.

# %%
store = sqlite3.connect(f"{(DATA / 'rasad.db').absolute().as_uri()}?mode=ro", uri=True)
outlets = pd.read_sql(
    "select source_id, outlet, articles, copies, agency_articles from by_outlet where articles > 0", store
)
both = pd.read_sql(
    "select source_id, count(*) as both from articles "
    "where withdrawn_at is null and duplicate_of is not null and agency_id is not null group by source_id",
    store,
)
store.close()

# %% [markdown]
# ## Count
#
# A copy that credits an agency is both: it counts as a copy here, and once. Shares have their denominator beside them.

# %%
table = outlets.merge(both, on="source_id", how="left").fillna({"both": 0}).set_index("source_id")
parts = pd.DataFrame(
    {
        "نسخ عن منابر أخرى": table["copies"],
        "من الوكالات": table["agency_articles"] - table["both"],
        "مواد المنبر نفسه": table["articles"] - table["copies"] - table["agency_articles"] + table["both"],
    }
)
shares = parts.div(table["articles"], axis=0).mul(100).sort_values("مواد المنبر نفسه")
print(shares.round(1).assign(articles=table["articles"], outlet=table["outlet"]).to_string())

# %% [markdown]
# ## Draw
#
# Arabic text is given in its logical order, as it is stored. Reshaping libraries are not needed, and would turn it twice.

# %%
figure, axes = plt.subplots(figsize=(9, 0.55 * len(shares) + 1.8), layout="constrained")
left = pd.Series(0.0, index=shares.index)
for label, colour in zip(shares.columns, ("#c8553d", "#e0a458", "#28666e"), strict=True):
    axes.barh(range(len(shares)), shares[label], left=left, color=colour, label=label, height=0.7)
    left += shares[label]
# U+200F, a mark that nobody sees, gives the line its direction, also where the name begins with Latin letters.
names = [f"\u200f{table['outlet'][each]}  ({table['articles'][each]} مادة)" for each in shares.index]
axes.set_yticks(range(len(shares)), names)
axes.set(title="من أين تأتي مواد كل منبر؟ نسب مئوية من كل مواده", xlabel="% من مواد المنبر", xlim=(100, 0))
axes.yaxis.tick_right()  # an Arabic reader begins on the right
figure.legend(
    *(each[::-1] for each in axes.get_legend_handles_labels()), loc="outside lower center", ncols=3, frameon=False
)
axes.spines[["top", "left", "right"]].set_visible(False)
if PICTURE:
    figure.savefig(PICTURE, dpi=120, metadata={"Software": None})
else:
    plt.show()
