using System.Globalization;
using Microsoft.Data.Sqlite;
using PromptLsp.Core.Results;

namespace PromptLsp.Storage.Sqlite;

/// <summary>Short forms for commands and for the columns' conventions.</summary>
internal static class SqliteExtensions
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    internal static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal static long ScalarLong(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    internal static SqliteCommand Command(this SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    internal static string ToColumn(this DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    internal static double ToColumn(this TimeSpan duration) => duration.TotalMilliseconds;

    internal static string ToColumn(this Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Error => "error",
        Verdict.Unmeasured => "unmeasured",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    internal static string ToColumn(this RunStatus status) => status switch
    {
        RunStatus.Running => "running",
        RunStatus.Completed => "completed",
        RunStatus.Interrupted => "interrupted",
        RunStatus.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    internal static DateTimeOffset Time(this SqliteDataReader reader, string column) => ParseTime(reader.GetString(reader.GetOrdinal(column)));

    internal static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    internal static TimeSpan Duration(this SqliteDataReader reader, string column) =>
        TimeSpan.FromTicks((long)Math.Round(reader.GetDouble(reader.GetOrdinal(column)) * TimeSpan.TicksPerMillisecond));

    internal static string Text(this SqliteDataReader reader, string column) => reader.GetString(reader.GetOrdinal(column));

    internal static string? TextOrNull(this SqliteDataReader reader, string column)
    {
        var ordinal = reader.GetOrdinal(column);
        return reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
    }

    internal static int Int(this SqliteDataReader reader, string column) => reader.GetInt32(reader.GetOrdinal(column));

    internal static long? LongOrNull(this SqliteDataReader reader, string column)
    {
        var ordinal = reader.GetOrdinal(column);
        return reader.IsDBNull(ordinal) ? null : reader.GetInt64(ordinal);
    }

    internal static double Double(this SqliteDataReader reader, string column) => reader.GetDouble(reader.GetOrdinal(column));

    internal static double? DoubleOrNull(this SqliteDataReader reader, string column)
    {
        var ordinal = reader.GetOrdinal(column);
        return reader.IsDBNull(ordinal) ? null : reader.GetDouble(ordinal);
    }

    internal static Verdict VerdictOf(this SqliteDataReader reader, string column) => reader.Text(column) switch
    {
        "pass" => Verdict.Pass,
        "fail" => Verdict.Fail,
        "error" => Verdict.Error,
        "unmeasured" => Verdict.Unmeasured,
        var other => throw new InvalidDataException($"The database holds the verdict '{other}', which this program does not know."),
    };

    internal static RunStatus StatusOf(this SqliteDataReader reader, string column) => reader.Text(column) switch
    {
        "running" => RunStatus.Running,
        "completed" => RunStatus.Completed,
        "interrupted" => RunStatus.Interrupted,
        "failed" => RunStatus.Failed,
        var other => throw new InvalidDataException($"The database holds the status '{other}', which this program does not know."),
    };
}
