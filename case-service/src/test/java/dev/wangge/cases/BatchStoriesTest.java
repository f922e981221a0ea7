package dev.wangge.cases;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class BatchStoriesTest extends BatchStories {}
