//go:build glamour

package main

import _ "charm.land/glamour/v2"
