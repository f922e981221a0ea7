package dev.wangge.notify;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class ZeroReportStoriesOnEmbeddedEngineTest extends ZeroReportStories {}
