package dev.wangge.notify;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class ToldStoriesTest extends ToldStories {}
