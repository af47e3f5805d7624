namespace PromptLsp.Core.Recognition;

/// <summary>Payment cards: issuer prefix and length of a network (ISO/IEC 7812) and the check digit of Luhn.</summary>
internal static class CardNumber
{
    private static readonly string[] _ofTests =
    [
        "4111111111111111", "4242424242424242", "4012888888881881", "4222222222222", "5555555555554444", "5105105105105100", "378282246310005", "371449635398431",
        "6011111111111117", "6011000990139424", "30569309025904", "38520000023237", "3530111333300000", "3566002020360505", "4000056655665556", "2223003122003222",
    ];

    /// <summary>The network whose prefix, length and check digit fit, or null.</summary>
    /// <param name="run">As written.</param>
    /// <param name="digits">Its digits.</param>
    public static string? NetworkOf(ReadOnlySpan<char> run, ReadOnlySpan<char> digits)
    {
        if (digits.Length is < 12 or > 19 || run.ContainsAny("()+./") || !HasLuhnDigit(digits) || !digits.ContainsAnyExcept(digits[0]))
        {
            return null;
        }

        var six = int.Parse(digits[..6]);
        return Network(six / 100, digits.Length);
    }

    /// <summary>True for the numbers that payment providers give out for tests.</summary>
    public static bool IsForTests(ReadOnlySpan<char> digits)
    {
        foreach (var number in _ofTests)
        {
            if (digits.SequenceEqual(number))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Network(int four, int length) => (four, length) switch
    {
        ( >= 4000 and <= 4999, 13 or 16 or 19) => "Visa",
        ( >= 5100 and <= 5599 or >= 2221 and <= 2720, 16) => "Mastercard",
        ( >= 3400 and <= 3499 or >= 3700 and <= 3799, 15) => "American Express",
        ( >= 3000 and <= 3059 or 3095 or >= 3600 and <= 3699 or >= 3800 and <= 3999, 14 or 16) => "Diners Club",
        (6011 or >= 6440 and <= 6599, >= 16 and <= 19) => "Discover",
        ( >= 3528 and <= 3589, >= 16 and <= 19) or (2131 or 1800, 15) => "JCB",
        ( >= 6200 and <= 6299, >= 16 and <= 19) => "UnionPay",
        ( >= 5000 and <= 5099 or >= 5600 and <= 6999, >= 12 and <= 19) => "Maestro",
        _ => null,
    };

    private static bool HasLuhnDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var place = 0; place < digits.Length; place++)
        {
            var digit = digits[digits.Length - 1 - place] - '0';
            var doubled = place % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }
}
