export interface ButtonProps {
  readonly label: string;
  readonly onPress: () => void;
}

export function Button({ label, onPress }: ButtonProps) {
  return (
    <button type="button" onClick={onPress}>
      {label}
    </button>
  );
}
