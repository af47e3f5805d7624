namespace PromptLsp.Ide.Templates;

/// <summary>What Scriban's functions do, in our words. A test checks that the table names exactly the functions that templates may call.</summary>
internal static class ScribanBuiltins
{
    /// <summary>A function a line: name, parameters, result, sentence.</summary>
    private const string Table = """
        include|path|text|Renders a partial of the workspace in this place.
        empty||object|An empty object, to compare with.
        blank||object|Nothing, or an empty text, to compare with.
        array.add|list, value|list|The list with a value at its end.
        array.add_range|list1, list2|list|The items of the first list, then those of the second.
        array.any|list, function, [arguments]|boolean|True where the function is true of at least one item.
        array.compact|list|list|The list without its null items.
        array.concat|list1, list2|list|The items of the first list, then those of the second.
        array.contains|list, item|boolean|True where the list holds the item.
        array.cycle|list, [group]|any|The next item at each call, from the first again after the last.
        array.each|list, function|list|The function's result for each item.
        array.filter|list, function|list|The items of which the function is true.
        array.first|list|any|The first item.
        array.insert_at|list, index, value|list|The list with a value put in before an index that counts from 0.
        array.join|list, delimiter, [function]|text|The items as one text, with the delimiter between them.
        array.last|list|any|The last item.
        array.limit|list, count|list|The first items, at most so many.
        array.map|list, member|list|One member of each item.
        array.offset|list, index|list|The items from an index on.
        array.remove_at|list, index|list|The list without the item at an index; a negative one counts from the end.
        array.reverse|list|list|The items from the last to the first.
        array.size|list|integer|The number of items.
        array.sort|list, [member]|list|The items in ascending order, by themselves or by a member.
        array.uniq|list|list|The items without those that came before.
        date.add_days|date, days|date|The date so many days later.
        date.add_hours|date, hours|date|The date so many hours later.
        date.add_milliseconds|date, milliseconds|date|The date so many milliseconds later.
        date.add_minutes|date, minutes|date|The date so many minutes later.
        date.add_months|date, months|date|The date so many months later.
        date.add_seconds|date, seconds|date|The date so many seconds later.
        date.add_years|date, years|date|The date so many years later.
        date.default_format||text|The format that dates are written in at first, `%d %b %Y`.
        date.format||text|The format that dates are written in.
        date.now||date|The present moment. A prompt that uses it renders differently each time.
        date.parse|text, [pattern], [culture]|date|The date that a text means.
        date.parse_to_string|text, format, [culture], [pattern]|text|The date that a text means, written in a format.
        date.to_string|date, format, [culture]|text|The date in a format such as `%Y-%m-%d`.
        date.utc_now||date|The present moment in UTC. A prompt that uses it renders differently each time.
        html.escape|text|text|The text with `<`, `>`, `&` and quotes as HTML entities.
        html.newline_to_br|text|text|The text with `<br />` before each line break.
        html.strip|text|text|The text without HTML tags.
        html.url_encode|text|text|The text as it may stand in the query of an address.
        html.url_escape|text|text|The text with what may not stand in an address escaped.
        math.abs|value|number|The number without its sign.
        math.ceil|value|number|The smallest whole number that is not below the number.
        math.divided_by|value, divisor|number|The quotient; whole where the divisor is whole.
        math.floor|value|number|The greatest whole number that is not above the number.
        math.format|value, format, [culture]|text|The number in a .NET format such as `N2`.
        math.is_number|value|boolean|True for a number.
        math.minus|value, with|number|The difference.
        math.modulo|value, with|number|The rest of a division.
        math.plus|value, with|number|The sum.
        math.random|min, max|integer|A random number from the first to below the second. A prompt that uses it renders differently each time.
        math.round|value, [precision]|number|The number rounded to so many digits behind the point.
        math.times|value, with|number|The product.
        math.uuid||text|A new random identifier. A prompt that uses it renders differently each time.
        object.default|value, default|any|The value, or the default where it is null or an empty text.
        object.format|value, format, [culture]|text|The value in a .NET format.
        object.from_json|json|any|The value that a JSON text holds.
        object.has_key|value, key|boolean|True where the object has a member of that name.
        object.has_value|value, key|boolean|True where the object has a member of that name that is not null.
        object.keys|value|list|The names of the object's members.
        object.kind|value|text|The value's type with its size, such as `int`.
        object.size|value|integer|The number of characters, items or members.
        object.to_json|value|text|The value as JSON.
        object.typeof|value|text|The value's type, such as `string`, `number` or `array`.
        object.values|value|list|The values of the object's members.
        regex.escape|pattern|text|The text with the special characters of regular expressions escaped.
        regex.match|text, pattern, [options]|list|The first match and its groups; an empty list where there is none.
        regex.matches|text, pattern, [options]|list|All matches, each with its groups.
        regex.replace|text, pattern, replacement, [options]|text|The text with every match replaced.
        regex.split|text, pattern, [options]|list|The parts between the matches.
        regex.unescape|pattern|text|The text with escaped special characters made plain.
        string.append|text, with|text|The text with another one behind it.
        string.base64_decode|text|text|The UTF-8 text that Base64 stands for.
        string.base64_encode|text|text|The text's UTF-8 bytes in Base64.
        string.capitalize|text|text|The text with its first letter in upper case.
        string.capitalizewords|text|text|The text with the first letter of each word in upper case.
        string.contains|text, value|boolean|True where the text holds another one.
        string.downcase|text|text|The text in lower case.
        string.empty|text|boolean|True for an empty text.
        string.ends_with|text, value|boolean|True where the text ends with another one.
        string.equals_ignore_case|text, value|boolean|True where two texts are equal but for upper and lower case.
        string.escape|text|text|The text with quotes, backslashes and line breaks escaped.
        string.handleize|text|text|The text in lower case with hyphens for all that is no letter or digit, as in an address.
        string.hmac_sha1|text, key|text|The text's HMAC-SHA-1 in hexadecimal.
        string.hmac_sha256|text, key|text|The text's HMAC-SHA-256 in hexadecimal.
        string.hmac_sha512|text, key|text|The text's HMAC-SHA-512 in hexadecimal.
        string.index_of|text, search, [start], [count], [comparison]|integer|Where the text holds another one first, from 0; -1 where it does not.
        string.literal|text|text|The text as a quoted literal.
        string.lstrip|text|text|The text without white space at its beginning.
        string.md5|text|text|The text's MD5 in hexadecimal.
        string.pad_left|text, width|text|The text with spaces before it, up to a width.
        string.pad_right|text, width|text|The text with spaces behind it, up to a width.
        string.pluralize|number, singular, plural|text|The singular for 1, else the plural.
        string.prepend|text, by|text|The text with another one before it.
        string.remove|text, remove|text|The text without another one, wherever it stands.
        string.remove_first|text, remove|text|The text without the first place of another one.
        string.remove_last|text, remove|text|The text without the last place of another one.
        string.replace|text, match, replacement|text|The text with another one replaced, wherever it stands.
        string.replace_first|text, match, replacement, [from_end]|text|The text with the first place of another one replaced.
        string.rstrip|text|text|The text without white space at its end.
        string.sha1|text|text|The text's SHA-1 in hexadecimal.
        string.sha256|text|text|The text's SHA-256 in hexadecimal.
        string.sha512|text|text|The text's SHA-512 in hexadecimal.
        string.size|text|integer|The number of characters (UTF-16 code units).
        string.slice|text, start, [length]|text|A part of the text, from an index that counts from 0; without length up to the end.
        string.slice1|text, start, [length]|text|A part of the text, from an index that counts from 0; without length one character.
        string.split|text, match|list|The parts of the text between the places of another one.
        string.starts_with|text, value|boolean|True where the text begins with another one.
        string.strip|text|text|The text without white space at both ends.
        string.strip_newlines|text|text|The text without its line breaks.
        string.to_double|text|number|The number that a text means, with double precision.
        string.to_float|text|number|The number that a text means, with single precision.
        string.to_int|text|integer|The whole number of 32 bits that a text means.
        string.to_long|text|integer|The whole number of 64 bits that a text means.
        string.truncate|text, length, [ellipsis]|text|The text cut to a length, the ellipsis `...` included.
        string.truncatewords|text, count, [ellipsis]|text|The first words of the text, at most so many.
        string.upcase|text|text|The text in upper case.
        string.whitespace|text|boolean|True for a text that is empty or holds white space only.
        timespan.from_days|days|timespan|A span of so many days.
        timespan.from_hours|hours|timespan|A span of so many hours.
        timespan.from_milliseconds|milliseconds|timespan|A span of so many milliseconds.
        timespan.from_minutes|minutes|timespan|A span of so many minutes.
        timespan.from_seconds|seconds|timespan|A span of so many seconds.
        timespan.parse|text|timespan|The span that a text means.
        timespan.zero||timespan|A span of no time.
        """;

    /// <summary>All functions, in the order of the table.</summary>
    public static IReadOnlyList<TemplateBuiltin> All { get; } =
    [
        .. Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('|'))
            .Select(parts => new TemplateBuiltin(parts[0], parts[1], parts[2], parts[3])),
    ];
}
