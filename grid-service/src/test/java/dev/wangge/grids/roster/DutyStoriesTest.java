package dev.wangge.grids.roster;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class DutyStoriesTest extends DutyStories {}
