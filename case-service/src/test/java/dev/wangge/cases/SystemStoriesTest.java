package dev.wangge.cases;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class SystemStoriesTest extends SystemStories {}
