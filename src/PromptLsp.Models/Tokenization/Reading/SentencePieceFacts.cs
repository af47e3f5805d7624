using System.Buffers.Binary;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>What a SentencePiece <c>.model</c> says.</summary>
internal sealed class SentencePieceFacts
{
    private const int Bpe = 2;

    private readonly string _file;
    private int _modelType = 1;

    private SentencePieceFacts(string file) => _file = file;

    /// <summary>The pieces by number.</summary>
    public List<SentencePiece> Pieces { get; } = [];

    /// <summary>True for BPE, false for Unigram.</summary>
    public bool IsBpe => _modelType == Bpe;

    /// <summary>The unknown piece.</summary>
    public int UnknownId { get; private set; }

    /// <summary>True where what is unknown becomes bytes.</summary>
    public bool HasByteFallback { get; private set; }

    /// <summary>True where a space is put in front.</summary>
    public bool AddsDummyPrefix { get; private set; } = true;

    /// <summary>True where extra spaces vanish.</summary>
    public bool RemovesExtraSpaces { get; private set; } = true;

    /// <summary>True where spaces are written as U+2581.</summary>
    public bool EscapesSpaces { get; private set; } = true;

    /// <summary>The compiled map of characters, or nothing.</summary>
    public byte[] CharacterMap { get; private set; } = [];

    /// <summary>Reads.</summary>
    /// <exception cref="ModelFormatException">It is no such model, or of a kind that is not supported.</exception>
    public static SentencePieceFacts Read(ReadOnlySpan<byte> bytes, string file)
    {
        var facts = new SentencePieceFacts(file);
        var reader = new ProtobufReader(bytes, file);
        while (reader.TryReadField(out var field))
        {
            facts.ReadRoot(field, ref reader);
        }

        facts.Check();
        return facts;
    }

    private void ReadRoot(int field, ref ProtobufReader reader)
    {
        switch (field)
        {
            case 1: ReadPiece(reader.Message()); break;
            case 2: ReadTrainer(reader.Message()); break;
            case 3: ReadNormalizer(reader.Message()); break;
            default: reader.Skip(); break;
        }
    }

    private void Check()
    {
        if (_modelType is not (1 or Bpe))
        {
            throw new ModelFormatException(_file, $"{_file}: 'trainer_spec.model_type' is {_modelType}; only 1 (Unigram) and 2 (BPE) are supported.");
        }

        var unknown = Pieces.FindIndex(piece => piece.Kind == SentencePieceKind.Unknown);
        UnknownId = unknown >= 0 ? unknown : throw new ModelFormatException(_file, $"{_file}: no piece is of the type UNKNOWN: this is no SentencePiece model, or it is cut short.");
    }

    private void ReadPiece(ProtobufReader reader)
    {
        if (Pieces.Count > TokenizerLimits.GreatestId)
        {
            throw new ModelFormatException(_file, $"{_file}: more than {TokenizerLimits.GreatestId} pieces.");
        }

        var piece = new SentencePiece("", 0, SentencePieceKind.Normal);
        while (reader.TryReadField(out var field))
        {
            switch (field)
            {
                case 1: piece = piece with { Text = reader.Text() }; break;
                case 2: piece = piece with { Score = Finite(BinaryPrimitives.ReadSingleLittleEndian(reader.Fixed32())) }; break;
                case 3: piece = piece with { Kind = (SentencePieceKind)reader.Number() }; break;
                default: reader.Skip(); break;
            }
        }

        Pieces.Add(Enum.IsDefined(piece.Kind) ? piece : throw new ModelFormatException(_file, $"{_file}: 'pieces[{Pieces.Count}].type' is {(int)piece.Kind}, which is not supported."));
    }

    private float Finite(float score) =>
        float.IsFinite(score) ? score : throw new ModelFormatException(_file, $"{_file}: 'pieces[{Pieces.Count}].score' is no number.");

    private void ReadTrainer(ProtobufReader reader)
    {
        const int modelType = 3;
        const int treatsSpaceAsSuffix = 24;
        const int byteFallback = 35;
        while (reader.TryReadField(out var field))
        {
            switch (field)
            {
                case modelType: _modelType = (int)reader.Number(); break;
                case byteFallback: HasByteFallback = reader.Number() != 0; break;
                case treatsSpaceAsSuffix when reader.Number() != 0:
                    throw new ModelFormatException(_file, $"{_file}: 'trainer_spec.treat_whitespace_as_suffix' is not supported.");
                case treatsSpaceAsSuffix: break;
                default: reader.Skip(); break;
            }
        }
    }

    private void ReadNormalizer(ProtobufReader reader)
    {
        while (reader.TryReadField(out var field))
        {
            switch (field)
            {
                case 2: CharacterMap = reader.Bytes().ToArray(); break;
                case 3: AddsDummyPrefix = reader.Number() != 0; break;
                case 4: RemovesExtraSpaces = reader.Number() != 0; break;
                case 5: EscapesSpaces = reader.Number() != 0; break;
                default: reader.Skip(); break;
            }
        }
    }
}

/// <summary>One piece.</summary>
/// <param name="Text">Spaces are written as U+2581.</param>
/// <param name="Score">Log-probability, or minus the rank.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct SentencePiece(string Text, float Score, SentencePieceKind Kind);

/// <summary>What a piece is, as the format numbers it.</summary>
internal enum SentencePieceKind
{
    /// <summary>Found in texts.</summary>
    Normal = 1,

    /// <summary>Stands for what has no piece.</summary>
    Unknown = 2,

    /// <summary>A marker.</summary>
    Control = 3,

    /// <summary>Always a piece of its own.</summary>
    UserDefined = 4,

    /// <summary>Never used.</summary>
    Unused = 5,

    /// <summary>Stands for a byte.</summary>
    Byte = 6,
}
