namespace CniOperator.Core.Tests.AddressPlan;

/// <summary>Texts that are no networks, by hand: what people type, what other programs write, and what parsers have fallen for.</summary>
internal static class MalformedCidrs
{
    /// <summary>Each with words of what is wrong, and what it should have been, where that can be told.</summary>
    internal static readonly (string Text, string Says, string? Corrected)[] All =
    [
        // Those of the issue.
        ("10.244.0.0/33", "prefix length of 33, and IPv4 has 32 at most", null),
        ("10.244/16", "has 2 of IPv4's four parts", "10.244.0.0/16"),
        ("010.1.2.0/24", "the part 010 with a zero in front", "10.1.2.0/24"),
        ("::ffff:10.0.0.0/104", "is an IPv4-mapped address", "10.0.0.0/8"),
        ("fe80::1%eth0/64", "has the zone %eth0", "fe80::/64"),
        ("10.0.0.0/16 ", "has spaces", "10.0.0.0/16"),
        ("", "is empty", null),

        // Spaces and their kin.
        (" ", "is blank", null), ("\t", "is blank", null), ("\n", "is blank", null), (" \r\n ", "is blank", null),
        (" 10.0.0.0/16", "has spaces", "10.0.0.0/16"), ("10.0.0.0/16\n", "has spaces or line breaks", "10.0.0.0/16"),
        ("10.0.0.0/16\r\n", "line breaks", "10.0.0.0/16"), ("10.0.0.0 /16", "has spaces", "10.0.0.0/16"), ("10.0.0.0/ 16", "has spaces", "10.0.0.0/16"),
        ("10. 0.0.0/16", "has spaces", "10.0.0.0/16"), ("10.0.0.0\t/16", "has spaces", "10.0.0.0/16"), ("10.0.0.0/1 6", "has spaces", "10.0.0.0/16"),
        ("\u00a010.0.0.0/16", "has spaces", "10.0.0.0/16"), ("10.0.0.0/16\u2003", "has spaces", "10.0.0.0/16"), ("fd00:: /56", "has spaces", "fd00::/56"),
        ("10.0.0.0/16 10.1.0.0/16", "has spaces", null), ("10.0.0.0/16 # pods", "has spaces", null),

        // Characters that look like others, or like nothing.
        ("\u200b10.0.0.0/16", "U+200B", "10.0.0.0/16"), ("10.0.0.0/16\ufeff", "U+FEFF", "10.0.0.0/16"), ("10.0.0.0\u2215" + "16", "U+2215", null),
        ("１0.0.0.0/16", "U+FF11", null), ("10.0.0.0/１６", "U+FF11", null), ("١٠.0.0.0/16", "U+0661", null), ("10。0。0。0/16", "U+3002", null),
        ("10.0.0.0／16", "U+FF0F", null), ("10․0․0․0/16", "U+2024", null), ("fd00：：/56", "U+FF1A", null), ("10.0.0.0/16\0", "U+0000", "10.0.0.0/16"),
        ("\u001b[31m10.0.0.0/16", "U+001B", null), ("10.0.0.0/1é", "U+00E9", null), ("10.0.0.0/\u0661\u0666", "U+0661", null), ("😀", "U+D83D", null),
        ("\ud800", "U+D800", null), ("10.0.0.0/16\u007f", "U+007F", "10.0.0.0/16"), ("10.0.0.0–10.0.255.255", "U+2013", null), ("²10.0.0.0/8", "U+00B2", null),

        // Quotes, brackets, lists, URLs, ranges, wildcards.
        ("\"10.0.0.0/16\"", "has quotes", "10.0.0.0/16"), ("'10.0.0.0/16'", "has quotes", "10.0.0.0/16"), ("`10.0.0.0/16`", "has quotes", "10.0.0.0/16"),
        ("[fd00::]/56", "has brackets", "fd00::/56"), ("[fd00::/56]", "has brackets", "fd00::/56"), ("[10.0.0.0/16]", "has brackets", "10.0.0.0/16"),
        ("10.0.0.0/16,fd00::/56", "is a list", null), ("10.0.0.0/16;10.1.0.0/16", "is a list", null), (",", "is a list", null), ("10.0.0.0/16,", "is a list", null),
        ("http://10.0.0.0/16", "is a URL", null), ("tcp://[fd00::]/56", "is a URL", null),
        ("10.0.0.0-10.0.255.255", "is a range", null), ("fd00::-fd00::ffff", "is a range", null), ("10.0.*.*", "has a wildcard", null), ("*", "has a wildcard", null), ("10.0.0.*/16", "has a wildcard", null),

        // Slash and what follows it.
        ("10.244.0.0", "a slash and a prefix length are missing", null), ("fd00::", "a slash and a prefix length are missing", null), ("::", "prefix length are missing", null),
        ("255.255.0.0", "prefix length are missing", null), ("/", "no address before the slash", null), ("/16", "no address before the slash", null), ("//", "more than one slash", null),
        ("10.0.0.0//16", "more than one slash", null), ("10.0.0.0/16/", "more than one slash", null), ("10.0.0.0/16/24", "more than one slash", null), ("/10.0.0.0/16", "more than one slash", null),
        ("10.0.0.0/", "no prefix length after the slash", null), ("fd00::/", "no prefix length after the slash", null), ("10.0.0.0\\16", "has a backslash", "10.0.0.0/16"),
        ("fd00::\\56", "has a backslash", "fd00::/56"), ("10.0.0.0/+16", "the sign +", "10.0.0.0/16"), ("10.0.0.0/-1", "the sign -", null), ("fd00::/-0", "the sign -", null),
        ("10.0.0.0/016", "016 with a zero in front", "10.0.0.0/16"), ("10.0.0.0/00", "00 with a zero in front", "0.0.0.0/0"), ("fd00::/056", "056 with a zero in front", "fd00::/56"),
        ("10.0.0.0/0016", "0016 with a zero in front", "10.0.0.0/16"), ("10.0.0.0/0x10", "\"0x10\", which is no number", null),
        ("10.0.0.0/1e1", "\"1e1\", which is no number", null), ("10.0.0.0/16.0", "\"16.0\", which is no number", null), ("10.0.0.0/a", "\"a\", which is no number", null), ("10.0.0.0/sixteen", "which is no number", null),
        ("10.0.0.0/16a", "which is no number", null), ("10.0.0.0/a16", "which is no number", null), ("10.0.0.0/16_", "which is no number", null), ("10.0.0.0/1_6", "which is no number", null),
        ("10.0.0.0/NaN", "which is no number", null), ("10.0.0.0/null", "which is no number", null), ("10.0.0.0/$MASK", "which is no number", null), ("10.0.0.0/{{ mask }}", "has spaces", null),
        ("10.0.0.0/{mask}", "which is no number", null), ("10.0.0.0/16:80", "which is no number", null), ("10.0.0.0/16=", "which is no number", null), ("10.0.0.0/16.", "which is no number", null),
        ("10.0.0.0/64", "prefix length of 64, and IPv4 has 32", null), ("10.0.0.0/128", "prefix length of 128", null), ("10.0.0.0/256", "prefix length of 256", null), ("10.0.0.0/4294967312", "prefix length of 4294967312", null),
        ("10.0.0.0/18446744073709551632", "prefix length of 18446744073709551632", null), ("10.0.0.0/99999999999999999999999999999999", "at most", null), ("fd00::/129", "prefix length of 129, and IPv6 has 128", null),
        ("fd00::/200", "prefix length of 200", null), ("fd00::/1000", "prefix length of 1000", null), ("::/4294967296", "prefix length of 4294967296", null), ("fd00::/64%eth0", "has a zone", "fd00::/64"),
        ("10.0.0.0/255.255.0.0", "255.255.0.0 where a prefix length belongs", "10.0.0.0/16"), ("10.0.0.0 255.255.0.0", "where a prefix length belongs", "10.0.0.0/16"),
        ("10.0.0.0/0.0.255.255", "where a prefix length belongs", null), ("10.0.0.0/255.0.255.0", "where a prefix length belongs", null), ("10.0.0.0/0.0.0.0", "where a prefix length belongs", "0.0.0.0/0"),
        ("10.0.0.0/255.255.255.255", "where a prefix length belongs", "10.0.0.0/32"), ("fd00::/ffff::", "\"ffff::\", which is no number", null),

        // IPv4's parts.
        ("10/8", "has 1 of IPv4's four parts", "10.0.0.0/8"), ("10.0/16", "has 2 of IPv4's four parts", "10.0.0.0/16"), ("10.244.0/24", "has 3 of IPv4's four parts", "10.244.0.0/24"),
        ("192.168/16", "has 2 of", "192.168.0.0/16"), ("167772160/8", "the part 167772160, and 255 is the most", null), ("10.0.0.0.0/16", "has 5 parts", null), ("1.2.3.4.5.6.7.8/16", "has 8 parts", null),
        ("10.0.0/33", "has 3 of", null), ("10..0.0/16", "a part without digits", null), (".10.0.0/16", "a part without digits", null), ("10.0.0./16", "a part without digits", null),
        ("10.0.0.0./16", "a part without digits", null), (".10.0.0.0/16", "a part without digits", null), ("..../16", "a part without digits", null), (".../16", "a part without digits", null), ("./16", "a part without digits", null),
        ("10.0.0.256/32", "the part 256, and 255 is the most", null), ("256.0.0.0/8", "the part 256", null), ("10.999.0.0/16", "the part 999", null), ("10.1000.0.0/16", "the part 1000", null),
        ("10.0.0.4294967296/24", "the part 4294967296", null), ("300.300.300.300/16", "the part 300", null), ("10.244.0.00/16", "the part 00 with a zero", "10.244.0.0/16"), ("10.01.2.0/24", "the part 01 with a zero", "10.1.2.0/24"),
        ("000.0.0.0/8", "the part 000 with a zero", "0.0.0.0/8"), ("0010.0.0.0/8", "the part 0010 with a zero", "10.0.0.0/8"), ("10.0.0.08/32", "the part 08", "10.0.0.8/32"), ("10.0.0.0256/24", "the part 0256", null),
        ("0x0a.0.0.0/8", "the hexadecimal part 0x0a", null), ("0X0A000000/8", "the hexadecimal part 0X0A000000", null), ("10.0x10.0.0/16", "the hexadecimal part 0x10", null), ("a.b.c.d/16", "the character 'a'", null),
        ("10.0.0.o/16", "the character 'o'", null), ("1O.0.0.0/8", "the character 'O'", null), ("l0.0.0.0/8", "the character 'l'", null), ("10.0.0.-1/16", "the character '-'", null), ("-10.0.0.0/8", "the character '-'", null),
        ("+10.0.0.0/8", "the character '+'", null), ("10,244,0,0/16", "is a list", null), ("10_244_0_0/16", "the character '_'", null), ("10.0.0.0!/16", "the character '!'", null), ("10.0.0.1e2/16", "the character 'e'", null),
        ("localhost/8", "the character 'l'", null), ("pods.example.com/16", "the character 'p'", null), ("10.244.0.0.example/16", "the character 'e'", null), ("$POD_CIDR", "no slash", null), ("${POD_CIDR}", "no slash", null),
        ("<pod-cidr>", "no slash", null), ("null", "no slash", null), ("~", "no slash", null), ("none", "no slash", null), ("auto", "no slash", null), ("default", "no slash", null), ("true", "no slash", null),
        ("0", "no slash", null), ("16", "no slash", null), ("10.244", "no slash", null), ("10", "no slash", null), ("1.5", "no slash", null), ("-1", "no slash", null), ("1e3", "no slash", null), ("#", "no slash", null),
        ("10.244.0.0:16", "no slash and prefix length, and has a port", null), ("10.0.0.0:80/16", "has a port", "10.0.0.0/16"), ("10.0.0.0|16", "no slash", null), ("10.0.0.0%eth0/16", "has the zone %eth0", "10.0.0.0/16"),
        ("10.0.0.0@16", "no slash", null), ("user@10.0.0.0/16", "the character 'u'", null), ("(10.0.0.0/16)", "the character '('", null), ("{10.0.0.0/16}", "the character '{'", null), ("=10.0.0.0/8", "the character '='", null),

        // IPv6's groups.
        (":/64", "begins with a single colon", null), (":::/64", "three colons", null), ("::::/64", "three colons", null), ("fd00:::/64", "three colons", null), ("fd00::1::/64", ":: twice", null), ("::1::/64", ":: twice", null),
        ("1:2:3::4::5/64", ":: twice", null), (":fd00::/64", "begins with a single colon", null), ("fd00:/64", "ends with a single colon", null), ("fd00::1:/64", "ends with a single colon", null), ("fd00:10:244:/56", "ends with a single colon", null),
        ("fd00/8", "the character 'f'", null), ("fd00:10:244/56", "has 3 groups", null), ("1:2:3:4:5:6:7/64", "has 7 groups", null), ("1:2:3:4:5:6:7:8:9/64", "has 9 groups", null), ("1:2:3:4:5:6:7:8::/64", "8 groups beside ::", null),
        ("::1:2:3:4:5:6:7:8/64", "8 groups beside ::", null), ("1:2:3:4::5:6:7:8/64", "8 groups beside ::", null), ("fd000::/64", "the group fd000", null), ("fd00:00010::/64", "the group 00010", null), ("fd00::12345/128", "the group 12345", null),
        ("gd00::/64", "the character 'g'", null), ("fd00::x/64", "the character 'x'", null), ("fd00:-1::/64", "the character '-'", null), ("fd00:+1::/64", "the character '+'", null), ("0xfd00::/64", "the character 'x'", null), ("fd00;;/64", "is a list", null),
        ("fd00::g/64", "the character 'g'", null), ("fd00:zz::/64", "the character 'z'", null), ("fe80::%eth0/64", "has the zone %eth0", "fe80::/64"), ("fe80::1%/64", "has the zone %", "fe80::/64"), ("::1%lo/128", "has the zone %lo", "::1/128"),
        ("fe80::1%25eth0/64", "has the zone %25eth0", "fe80::/64"), ("::ffff:0:0/96", "IPv4-mapped", "0.0.0.0/0"), ("::ffff:a00:0/104", "IPv4-mapped", "10.0.0.0/8"), ("::FFFF:10.244.0.0/112", "IPv4-mapped", "10.244.0.0/16"),
        ("::ffff:10.0.0.1/64", "IPv4-mapped", null), ("0:0:0:0:0:ffff:10.0.0.0/104", "IPv4-mapped", "10.0.0.0/8"), ("::ffff:10.0.0.0/129", "IPv4-mapped", null), ("::10.0.0/104", "which has 3 of IPv4's four parts", null), ("::10.0.0.256/128", "which has the part 256", null),
        ("::010.0.0.0/104", "which has the part 010", null), ("10.0.0.0::/64", "not at its end", null), ("::10.0.0.0:1/64", "not at its end", null), ("1:2:3:4:5:6:7:10.0.0.0/64", "has 9 groups", null), ("1:10.0.0.0/64", "has 3 groups", null),
        ("fd00::.1/64", "a part without digits", null), ("fd00::1./64", "a part without digits", null), ("fd00:10.244::/56", "not at its end", null), ("64:ff9b::0x0a000000/96", "the character 'x'", null), ("::ffff:10.0.0.0%eth0/104", "has the zone", null),
    ];
}
