package dev.wangge.notify;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class AlertStoriesTest extends AlertStories {}
