"""How the Council may vote: each member's ballot and the outcome, forecast from what was known the day before."""

from dragoman.forecast.asking import Forecast, forecast
from dragoman.forecast.backtest import BASELINES, Report, backtest
from dragoman.forecast.topics import OTHER, topic_of

__all__ = ["BASELINES", "OTHER", "Forecast", "Report", "backtest", "forecast", "topic_of"]
