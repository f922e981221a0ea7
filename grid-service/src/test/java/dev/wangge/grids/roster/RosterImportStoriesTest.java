package dev.wangge.grids.roster;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class RosterImportStoriesTest extends RosterImportStories {}
