"""What routes ask for in their signatures."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.reader import Reader, View
from api.readers import Readers
from kg.names import NameIndex
from kg.questions.load import Questions
from kg.store import Graph


def _view(request: Request) -> View:
    reader: Reader = request.app.state.reader
    return reader.view()


def _graph(view: Annotated[View, Depends(_view)]) -> Graph:
    return view.graph


def _names(view: Annotated[View, Depends(_view)]) -> NameIndex:
    return view.names


def _readers(request: Request) -> Readers:
    readers: Readers = request.app.state.readers
    return readers


def _questions(request: Request) -> Questions:
    questions: Questions = request.app.state.questions
    return questions


GraphReaders = Annotated[Readers, Depends(_readers)]
CurrentView = Annotated[View, Depends(_view)]
CurrentGraph = Annotated[Graph, Depends(_graph)]
Names = Annotated[NameIndex, Depends(_names)]
CannedQueries = Annotated[Questions, Depends(_questions)]
