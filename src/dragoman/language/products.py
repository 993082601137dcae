"""Products of matrices by ONNX Runtime: with weights that stay it takes half of the time of numpy's algebra, which on
many processors leaves the widest instructions unused.

A product is a graph of one node. It is written here as protocol buffers have it (onnx.proto, IR 8), since the package
that builds graphs is needed for nothing else.
"""

from __future__ import annotations

import numpy as np
import onnxruntime
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_FLOAT = 1
"""The element type of 32-bit floats in onnx.proto."""


class Product:
    """`x -> x @ weights + bias` for rows `x` of 32-bit floats, on one thread."""

    def __init__(self, weights: Floats, bias: Floats | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = options.enable_mem_pattern = False
        self._session = onnxruntime.InferenceSession(
            _graph(weights, np.zeros(weights.shape[1], np.float32) if bias is None else bias),
            options,
            providers=["CPUExecutionProvider"],
        )

    def __call__(self, rows: Floats) -> Floats:
        found: Floats = self._session.run(None, {"rows": rows})[0]
        return found


def _graph(weights: Floats, bias: Floats) -> bytes:
    """The serialised model of one product."""
    given, wanted = weights.shape
    names = b"".join(_text(1, name) for name in ("rows", "weights", "bias"))
    graph = (
        _field(1, names + _text(2, "products") + _text(4, "Gemm")) + _text(2, "product")
        + _field(5, _tensor("weights", weights)) + _field(5, _tensor("bias", bias))
        + _field(11, _value("rows", given)) + _field(12, _value("products", wanted))
    )  # fmt: skip
    return _number(1, 8) + _field(7, graph) + _field(8, _text(1, "") + _number(2, 17))


def _tensor(name: str, held: Floats) -> bytes:
    dims = b"".join(_number(1, size) for size in held.shape)
    return dims + _number(2, _FLOAT) + _text(8, name) + _field(9, np.ascontiguousarray(held, "<f4").tobytes())


def _value(name: str, width: int) -> bytes:
    """A matrix of so many columns and any number of rows."""
    shape = _field(1, _text(2, "n")) + _field(1, _number(1, width))
    return _text(1, name) + _field(2, _field(1, _number(1, _FLOAT) + _field(2, shape)))


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _text(field: int, content: str) -> bytes:
    return _field(field, content.encode())
