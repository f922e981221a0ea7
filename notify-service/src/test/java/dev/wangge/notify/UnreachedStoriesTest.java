package dev.wangge.notify;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class UnreachedStoriesTest extends UnreachedStories {}
