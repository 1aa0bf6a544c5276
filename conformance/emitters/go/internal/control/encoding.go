package control

import (
	"fmt"
	"net/url"
	"strings"
)

// decodeAll takes away the percent-encoding. The bytes may be anything: a string of Go does not have to be UTF-8.
func decodeAll(words []string) ([]string, error) {
	plain := make([]string, len(words))
	for i, word := range words {
		var err error
		if plain[i], err = url.PathUnescape(word); err != nil {
			return nil, err
		}
	}
	return plain, nil
}

// decodeAttributes reads words of the form `KEY=VALUE`.
func decodeAttributes(words []string) ([]Attribute, error) {
	attributes := make([]Attribute, 0, len(words))
	for _, word := range words {
		key, value, found := strings.Cut(word, "=")
		if !found {
			return nil, fmt.Errorf("no = in %q", word)
		}
		plain, err := decodeAll([]string{key, value})
		if err != nil {
			return nil, err
		}
		attributes = append(attributes, Attribute{Key: plain[0], Value: plain[1]})
	}
	return attributes, nil
}
