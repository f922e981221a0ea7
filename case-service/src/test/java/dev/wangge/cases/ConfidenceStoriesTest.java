package dev.wangge.cases;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class ConfidenceStoriesTest extends ConfidenceStories {}
