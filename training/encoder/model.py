"""MiniLM's six layers with one head a task over one pass.

`tags`   BIO of source, cue and content: nine logits a piece.
`link`   for a cue's first piece, whether every other piece belongs to its source or to its content: a product of two
         64-dimensional projections and a bias by distance, so that one pass serves all cues of a window.

Events, figures and times will be further heads on the same hidden states.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import nn
from transformers import BertConfig, BertModel

LINK = 64
REACH = 24
"""Distances are counted in logarithmic buckets up to this many on each side."""


class Reader(nn.Module):
    """Pieces and mask in; tag logits `[b, n, 9]`, link queries and keys `[b, n, 2, 64]` out."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = BertModel(BertConfig.from_pretrained(folder), add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(size, 9)
        self.query = nn.Linear(size, 2 * LINK)
        self.key = nn.Linear(size, 2 * LINK)
        self.distance = nn.Parameter(torch.zeros(2, 2 * REACH + 1))
        self.bias = nn.Parameter(torch.full((2,), -2.0))

    def start_from(self, folder: Path) -> None:
        """Take the pre-trained weights of the sentence-transformers release."""
        from safetensors.torch import load_file

        state = load_file(str(folder / "model.safetensors"))
        state = {k.removeprefix("bert."): v for k, v in state.items()}
        missing, unexpected = self.encoder.load_state_dict(state, strict=False)
        left = [k for k in missing if "position_ids" not in k] + [
            k for k in unexpected if "pooler" not in k and "position_ids" not in k
        ]
        if left:
            raise RuntimeError(f"weights do not fit the encoder: {left[:5]}")

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        hidden = self.drop(self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state)
        b, n, _ = hidden.shape
        return (
            self.tags(hidden),
            self.query(hidden).view(b, n, 2, LINK),
            self.key(hidden).view(b, n, 2, LINK),
        )

    def links(self, query: torch.Tensor, key: torch.Tensor, batch: torch.Tensor, cues: torch.Tensor) -> torch.Tensor:
        """Logits `[c, 2, n]` of the pieces of each cue's window (`batch[c]`, first piece `cues[c]`)."""
        q = query[batch, cues]
        k = key[batch]
        score = torch.einsum("crd,cnrd->crn", q, k) / math.sqrt(LINK)
        apart = bucket(torch.arange(k.shape[1])[None, :] - cues[:, None])
        return score + self.distance[:, apart].transpose(0, 1) + self.bias[None, :, None]


def bucket(apart: torch.Tensor) -> torch.Tensor:
    """Signed distance to `[0, 2 REACH]`: exact to 8 pieces, then logarithmic."""
    far = (8 + 4 * torch.log2(apart.abs().clamp(min=8) / 8)).floor().long()
    near = torch.where(apart.abs() < 8, apart.abs(), far).clamp(max=REACH)
    return torch.sign(apart) * near + REACH
